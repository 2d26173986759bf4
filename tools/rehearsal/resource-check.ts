import { entryOf } from "./catalogue/index.ts";
import type { AutoName, Entry } from "./catalogue/entry.ts";
import { factsOf } from "./facts/resources.ts";
import type { Kind, ResourceFacts } from "./facts/resources.ts";
import type { Login } from "./login.ts";
import { containsUnknown, hashOf, isObject, isUnknown, unknownValue } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";

export interface CheckRequest {
  readonly token: string;
  readonly name: string;
  readonly olds: Properties;
  readonly news: Properties;
  readonly login: Login;
  /** Hexadecimal; the engine gives the same one at preview and at update. */
  readonly randomSeed: string;
  /** From the `pulumi:autonaming` configuration, when there is one. */
  readonly proposedName?: { readonly name: string; readonly disabled: boolean };
}

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: { readonly property: string; readonly reason: string }[];
}

/** Validates the inputs and fills in the defaults, in the words of the real provider. */
export function checkInputs(request: CheckRequest): CheckResult {
  const { token, name, news } = request;
  const facts = factsOf(token);
  const entry = entryOf(token);
  if (facts === undefined || entry === undefined) {
    const reason = `the stand-in AWS does not know the type "${token}"; add its module to tools/rehearsal/facts/modules.ts and run extract-facts.ts`;
    return { inputs: news, failures: [{ property: "", reason }] };
  }
  const inputs: Properties = {};
  for (const [key, value] of Object.entries(news))
    if (value !== null && key !== "__defaults") inputs[key] = value;
  const failures = findFailures(name, inputs, facts);
  fillDefaults(request, entry, facts, inputs);
  if (facts.outputs.some((it) => it.name === "tagsAll"))
    inputs["tagsAll"] = mergeTags(request.login, inputs["tags"]);
  return { inputs, failures };
}

function findFailures(name: string, inputs: Properties, facts: ResourceFacts): CheckResult["failures"] {
  const failures: CheckResult["failures"] = [];
  const refuse = (reason: string): void => {
    failures.push({ property: "", reason });
  };
  for (const input of facts.inputs.values()) {
    if (input.required && inputs[input.name] === undefined) {
      refuse(
        `Missing required argument: The argument "${snakeCase(input.name)}" is required, but no definition was found.. Examine values at '${name}.${input.name}'.`,
      );
    }
  }
  for (const [property, value] of Object.entries(inputs)) {
    const input = facts.inputs.get(property);
    if (input === undefined) {
      if (property !== "tagsAll") refuse(`Invalid or unknown key. Examine values at '${name}.${property}'.`);
      continue;
    }
    if (!hasKind(value, input.kind)) {
      refuse(
        `Incorrect attribute value type: expected ${kindNames[input.kind]}, got ${describe(value)}. Examine values at '${name}.${property}'.`,
      );
    }
    const values = facts.enums[property];
    if (values !== undefined && typeof value === "string" && !isUnknown(value) && !values.includes(value)) {
      refuse(
        `expected ${snakeCase(property)} to be one of [${values.map((it) => `"${it}"`).join(" ")}], got ${value}. Examine values at '${name}.${property}'.`,
      );
    }
    for (const other of facts.conflicts[property] ?? []) {
      if (inputs[other] !== undefined) {
        refuse(
          `Conflicting configuration arguments: "${snakeCase(property)}": conflicts with ${snakeCase(other)}. Examine values at '${name}.${property}'.`,
        );
      }
    }
  }
  return failures;
}

function fillDefaults(request: CheckRequest, entry: Entry, facts: ResourceFacts, inputs: Properties): void {
  const filled: string[] = [];
  for (const [property, value] of Object.entries(entry.defaults ?? {})) {
    if (inputs[property] === undefined && facts.inputs.has(property)) {
      inputs[property] = value;
      filled.push(property);
    }
  }
  const autoName = autoNameOf(entry, facts);
  if (
    autoName !== undefined &&
    inputs[autoName.property] === undefined &&
    inputs[`${autoName.property}Prefix`] === undefined
  ) {
    const made = makeName(request, autoName);
    if (made !== undefined) {
      inputs[autoName.property] =
        inputs["fifoQueue"] === true || inputs["fifoTopic"] === true ? withFifo(made) : made;
      filled.push(autoName.property);
    }
  }
  inputs["__defaults"] = filled.sort();
}

/** The property that the provider names by itself: "name" wherever it is an input, and a few others. */
export function autoNameOf(entry: Entry, facts: ResourceFacts): AutoName | undefined {
  if (entry.autoName === false) return undefined;
  if (entry.autoName !== undefined) return entry.autoName;
  // https://github.com/pulumi/pulumi-aws/blob/master/provider/autonaming.go
  const name = facts.inputs.get("name");
  return name?.kind === "s" && !name.required ? { property: "name", maxLength: 255 } : undefined;
}

function makeName(
  { name, olds, randomSeed, proposedName }: CheckRequest,
  autoName: AutoName,
): string | undefined {
  const old = olds[autoName.property];
  if (typeof old === "string" && isDefaulted(olds, autoName.property)) return old;
  if (proposedName?.disabled === true) return undefined;
  if (proposedName !== undefined && proposedName.name !== "") return proposedName.name;
  const base = autoName.lowercase === true ? name.toLowerCase() : name;
  const suffix = hashOf("autoname", randomSeed, name).slice(0, 7);
  return `${autoName.prefix ?? ""}${base.slice(0, autoName.maxLength - suffix.length - 1)}${autoName.separator ?? "-"}${suffix}`;
}

export function isDefaulted(inputs: Properties, property: string): boolean {
  const defaults = inputs["__defaults"];
  return Array.isArray(defaults) && defaults.includes(property);
}

function withFifo(name: string): string {
  return name.endsWith(".fifo") ? name : `${name}.fifo`;
}

/** https://github.com/pulumi/pulumi-aws/blob/master/provider/tags.go */
function mergeTags(login: Login, tags: PropertyValue | undefined): PropertyValue {
  if (containsUnknown(tags)) return unknownValue;
  return { ...login.defaultTags, ...(isObject(tags) ? tags : {}) };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const kindNames: Record<Kind, string> = {
  s: "string",
  n: "number",
  b: "bool",
  a: "list",
  m: "map",
  o: "object",
  x: "asset",
};

/** Scalars are converted as the provider converts them: "80" is a number and 80 a string. */
function hasKind(value: PropertyValue, kind: Kind): boolean {
  if (isUnknown(value)) return true;
  switch (kind) {
    case "s":
      return (
        typeof value === "string" ||
        typeof value === "number" ||
        typeof value === "boolean" ||
        isObject(value)
      );
    case "n":
      return (
        typeof value === "number" ||
        (typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)))
      );
    case "b":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "a":
      return Array.isArray(value);
    case "m":
    case "o":
    case "x":
      return isObject(value);
  }
}

function describe(value: PropertyValue): string {
  return Array.isArray(value) ? "list" : typeof value;
}
