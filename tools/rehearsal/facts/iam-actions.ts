import { readFileSync } from "node:fs";
import { join } from "node:path";

let actions: Record<string, string> | undefined;
const byService = new Map<string, readonly string[]>();

/** The actions of a service, such as "s3", with a star behind those that know no resource; undefined for a prefix that no service has. */
function actionsOf(service: string): readonly string[] | undefined {
  actions ??= JSON.parse(readFileSync(join(import.meta.dirname, "iam-actions.json"), "utf8")) as Record<
    string,
    string
  >;
  const text = actions[service];
  if (text === undefined) return undefined;
  const known = byService.get(service) ?? text.toLowerCase().split(" ");
  byService.set(service, known);
  return known;
}

/** Whether IAM knows an action, such as "ecr:GetAuthorizationToken", for the resource "*" only. */
export function isForAllResources(action: string): boolean {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return actionsOf(service)?.includes(`${name}*`) === true;
}

/**
 * What is wrong with an action in a policy, such as "s3:GetObjects", in the words of IAM Access Analyzer; undefined
 * where at least one action of the service matches.
 */
export function actionFault(action: string): string | undefined {
  if (action === "*") return undefined;
  const [service = "", name = ""] = action.split(":");
  const known = actionsOf(service.toLowerCase());
  if (known === undefined) return `The service ${service} specified in the action does not exist.`;
  const wanted = name.toLowerCase().replaceAll("*", ".*").replaceAll("?", ".");
  const pattern = new RegExp(`^${wanted}\\*?$`);
  return known.some((it) => pattern.test(it)) ? undefined : `The action ${action} does not exist.`;
}
