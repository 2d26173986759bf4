import { UserError } from "../errors.ts";
import { suggest } from "../plan.ts";
import { knownTypes } from "./facts/resources.ts";

/**
 * The token of a type from any way that people write it: "aws:rds/instance:Instance", "aws:rds:Instance",
 * "rds.Instance" or, where only one service has it, "ReplicationGroup".
 *
 * @throws UserError for a type that the stand-in AWS does not know, or that several services have
 */
export function resolveType(text: string): string {
  const tokens = knownTypes();
  if (tokens.includes(text)) return text;
  const wanted = text.replace(/^aws[:.]/, "").replace(/[:/]/g, ".");
  const found = tokens.filter((token) => namesOf(token).includes(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw new UserError(`the type "${text}" is not clear, expected one of ${found.join(", ")}`, {
      remedy: "write it with its service, such as: rds.Instance",
    });
  }
  throw new UserError(
    `the type "${text}" is unknown, expected one that the stand-in AWS has, such as "rds.Instance"`,
    {
      remedy:
        suggest(wanted, tokens.flatMap(namesOf)) ?? "see the types that a layer makes in its stacks/ folder",
    },
  );
}

/** "rds.Instance" and "Instance" for "aws:rds/instance:Instance". */
function namesOf(token: string): string[] {
  const [, module = "", type = ""] = token.split(":");
  return [`${module.split("/")[0]}.${type}`, type];
}
