import type { Entry } from "./catalogue/entry.ts";
import { Refusal, apiRefusal } from "./refusal.ts";
import type { Operation } from "./rules/rule.ts";

const verbs = { create: "creating", read: "reading", update: "updating", delete: "deleting" } as const;
const defaultOperations = { create: "Create", read: "Describe", update: "Modify", delete: "Delete" } as const;

/** What AWS refuses, as the provider words it. */
export function refusalFor(
  entry: Entry,
  operation: Operation | "read",
  name: string,
  code: string,
  message: string,
): Refusal {
  const noun = nounOf(entry);
  const call =
    (operation === "read" ? undefined : entry.operations?.[operation]) ??
    `${defaultOperations[operation]}${entry.token.split(":")[2] ?? ""}`;
  return apiRefusal(
    verbs[operation],
    `${noun} (${name})`,
    entry.service ?? noun.split(" ")[0] ?? noun,
    call,
    code,
    message,
  );
}

/** What the provider calls such a resource, such as "EC2 Subnet". */
export function nounOf({ noun, token }: Entry): string {
  if (noun !== undefined) return noun;
  const [, module = "", type = ""] = token.split(":");
  const words = type.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter}`);
  return `${(module.split("/")[0] ?? "").toUpperCase()} ${words}`;
}

export function alreadyExists(entry: Entry, id: string): Refusal {
  return refusalFor(
    entry,
    "create",
    id,
    "ResourceAlreadyExistsException",
    `The resource ${id} already exists`,
  );
}

export function notFound(entry: Entry, verb: string, id: string): Refusal {
  return new Refusal("NotFound", `${verb} ${nounOf(entry)} (${id}): couldn't find resource`);
}

/** What the provider says when it stops waiting for what AWS has accepted. */
export function giveUpMessage(entry: Entry, operation: Operation, id: string, reason: string): string {
  return `waiting for ${nounOf(entry)} (${id}) ${operation}: ${reason}`;
}
