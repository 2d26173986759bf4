import { allowsService } from "./policy-documents.ts";
import type { Store } from "./store.ts";

/**
 * Why a service cannot take a role; undefined where it can. Roles of other accounts and service-linked roles are AWS's
 * or somebody else's business.
 *
 * @param service the service's principal without ".amazonaws.com"
 */
export function roleFault(
  store: Store,
  account: string,
  arn: string,
  service: string,
): "missing" | "untrusting" | undefined {
  if (!arn.startsWith(`arn:aws:iam::${account}:role/`) || arn.includes(":role/aws-service-role/"))
    return undefined;
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const role = store.get("aws:iam/role:Role", { account, region: "global" }, name);
  if (role === undefined) return "missing";
  const trust = role.properties["assumeRolePolicy"];
  const text = typeof trust === "string" ? trust : JSON.stringify(trust ?? "");
  return allowsService(text, service) ? undefined : "untrusting";
}
