import { isObject } from "./property-values.ts";
import type { Properties } from "./property-values.ts";

const types: ReadonlySet<string> = new Set([
  "Task",
  "Pass",
  "Choice",
  "Wait",
  "Succeed",
  "Fail",
  "Parallel",
  "Map",
]);

/**
 * The first fault in an Amazon States Language document, in the words of Step Functions; undefined for a sound one.
 * https://states-language.net/spec.html
 */
export function definitionFault(text: string): string | undefined {
  try {
    return flowFault(JSON.parse(text), "");
  } catch {
    return "INVALID_JSON_DESCRIPTION: the definition is no JSON";
  }
}

/** A task that calls an API of AWS as the SDK does. */
export interface SdkTask {
  /** Service and action, such as "textract:startDocumentTextDetection". */
  readonly api: string;
  readonly parameters: Properties;
}

/** The tasks of a definition that call an API of AWS, at any depth; none in a text that is no JSON. */
export function sdkTasksIn(definition: string): SdkTask[] {
  try {
    return sdkTasks(JSON.parse(definition));
  } catch {
    return [];
  }
}

function sdkTasks(value: unknown): SdkTask[] {
  if (Array.isArray(value)) return value.flatMap(sdkTasks);
  if (!isObject(value)) return [];
  const [, api] = /^arn:[^:]+:states:[^:]*:[^:]*:aws-sdk:([^.]+)/.exec(String(value["Resource"])) ?? [];
  // Called so in JSONPath and in JSONata.
  const parameters = value["Parameters"] ?? value["Arguments"];
  return api !== undefined && isObject(parameters)
    ? [{ api, parameters }]
    : Object.values(value).flatMap(sdkTasks);
}

/** A definition, or a branch or item processor inside one: they have the same form. */
function flowFault(flow: unknown, path: string): string | undefined {
  if (!isObject(flow) || !isObject(flow["States"])) return missing("States", path);
  const { States: states, StartAt: start } = flow;
  if (typeof start !== "string") return missing("StartAt", path);
  if (!(start in states)) return noTarget("StartAt", start, `${path}/StartAt`);
  const reached = new Set([start, ...Object.values(states).flatMap(nextOf)]);
  for (const [name, state] of Object.entries(states)) {
    const fault = stateFault(state, states, `${path}/States/${name}`);
    if (fault !== undefined) return fault;
    if (!reached.has(name))
      return `MISSING_TRANSITION_TARGET: State "${name}" is not reachable at ${path}/States/${name}`;
  }
  return undefined;
}

function stateFault(state: unknown, states: object, path: string): string | undefined {
  if (!isObject(state)) return missing("Type", path);
  const type = String(state["Type"]);
  if (!types.has(type)) return `SCHEMA_VALIDATION_FAILED: Value is not valid at ${path}/Type`;
  const target = nextOf(state).find((next) => !(next in states));
  if (target !== undefined) return noTarget("Next", target, path);
  const ends = ["Succeed", "Fail", "Choice"].includes(type);
  if (!ends && (state["Next"] === undefined) === (state["End"] !== true))
    return `SCHEMA_VALIDATION_FAILED: exactly one of "Next" and "End" is required at ${path}`;
  if (type === "Task" && state["Resource"] === undefined) return missing("Resource", path);
  if (type === "Choice" && !Array.isArray(state["Choices"])) return missing("Choices", path);
  if (type === "Map") return flowFault(state["ItemProcessor"] ?? state["Iterator"], `${path}/ItemProcessor`);
  const branches = Array.isArray(state["Branches"]) ? state["Branches"] : [];
  return branches
    .map((branch, index) => flowFault(branch, `${path}/Branches[${index}]`))
    .find((it) => it !== undefined);
}

/** All states that a state may hand over to. */
function nextOf(state: unknown): string[] {
  if (!isObject(state)) return [];
  const ways = [state, ...listOf(state["Choices"]), ...listOf(state["Catch"])].filter(isObject);
  return [...ways.map((way) => way["Next"]), state["Default"]].filter((next) => typeof next === "string");
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function missing(field: string, path: string): string {
  return `SCHEMA_VALIDATION_FAILED: The field "${field}" is required at ${path === "" ? "/" : path}`;
}

function noTarget(field: string, target: string, path: string): string {
  return `MISSING_TRANSITION_TARGET: Missing '${field}' target: ${target} at ${path}`;
}
