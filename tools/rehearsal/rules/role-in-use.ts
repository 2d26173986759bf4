import { usersOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "role-in-use",
  tokens: ["aws:iam/role:Role"],
  operations: ["delete"],
  code: "DeleteConflict",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html",
  refuses({ account, store, id, olds }) {
    const place = { account, region: "global" };
    if (usersOf(store, place, id, [["aws:iam/instanceProfile:InstanceProfile", "role"]]).length > 0) {
      return "Cannot delete entity, must remove roles from instance profile first.";
    }
    const policies = usersOf(store, place, id, [
      ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role"],
      ["aws:iam/rolePolicy:RolePolicy", "role"],
    ]);
    return policies.length > 0 && olds["forceDetachPolicies"] !== true
      ? "Cannot delete entity, must detach all policies first."
      : undefined;
  },
};
