import { UserError } from "./errors.ts";
import type { PlanNode } from "./plan.ts";

/**
 * What the blueprints' examples have made up, which AWS would take without a word: it would trust a stranger's
 * repository, or send alarms to nobody. Accounts and domains that are not ours, it refuses by itself.
 * https://www.rfc-editor.org/rfc/rfc2606 keeps example.com for examples.
 */
const examples: readonly { what: string; isExample: (value: unknown) => boolean }[] = [
  {
    what: "the example's e-mail address",
    isExample: (value) => typeof value === "string" && value.endsWith("@example.com"),
  },
  {
    what: "the example's OAuth app",
    isExample: (value) => value === "your-app.apps.googleusercontent.com",
  },
  {
    what: 'GitHub\'s user "example"',
    isExample: (value) =>
      isRecord(value) && value["owner"] === "example" && typeof value["repository"] === "string",
  },
];

/** Where the configuration of stacks still has values of an example: "99-cicd/dev: cicd.github is …". */
export function findExampleValues(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap(({ id, layer, stack }) =>
    findIn(layer.stacks.get(stack)?.values ?? {}).map((fault) => `${id}: ${fault}`),
  );
}

/** @throws UserError where a stack is about to be deployed with values of an example */
export function refuseExampleValues(nodes: readonly PlanNode[]): void {
  const found = findExampleValues(nodes);
  if (found.length === 0) return;
  throw new UserError(
    `the configuration has values that were only made up as an example:\n${found.map((one) => `  - ${one}`).join("\n")}`,
    { remedy: exampleRemedy },
  );
}

/** What to do about values of an example. */
export const exampleRemedy = "put in your own, or have the files written by: rollout init";

function findIn(value: unknown, path = ""): string[] {
  const own = examples.filter(({ isExample }) => isExample(value)).map(({ what }) => `"${path}" is ${what}`);
  const parts = value !== null && typeof value === "object" ? Object.entries(value) : [];
  const at = (key: string) =>
    Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
  return [...own, ...parts.flatMap(([key, part]) => findIn(part, at(key)))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}
