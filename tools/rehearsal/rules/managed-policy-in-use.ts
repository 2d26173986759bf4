import { usersOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "managed-policy-in-use",
  tokens: ["aws:iam/policy:Policy"],
  operations: ["delete"],
  code: "DeleteConflict",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html",
  refuses: ({ account, store, id }) =>
    usersOf(store, { account, region: "global" }, id, [
      ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn"],
      ["aws:iam/role:Role", "permissionsBoundary"],
    ]).length > 0
      ? "Cannot delete a policy attached to entities."
      : undefined,
};
