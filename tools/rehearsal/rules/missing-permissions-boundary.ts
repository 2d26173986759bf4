import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-permissions-boundary",
  tokens: ["aws:iam/role:Role"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "NoSuchEntity",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html",
  refuses({ account, store, inputs }) {
    const arn = textOf(inputs, "permissionsBoundary");
    // AWS's own policies are taken to be there.
    if (!arn.startsWith(`arn:aws:iam::${account}:`)) return undefined;
    return store.get("aws:iam/policy:Policy", { account, region: "global" }, arn) === undefined
      ? `Scope ARN: ${arn} does not exist or is not attachable.`
      : undefined;
  },
};
