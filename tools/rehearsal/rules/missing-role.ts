import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-role",
  tokens: [
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/instanceProfile:InstanceProfile",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "NoSuchEntity",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
  refuses({ account, store, inputs }) {
    const name = textOf(inputs, "role");
    return name === "" || store.get("aws:iam/role:Role", { account, region: "global" }, name) !== undefined
      ? undefined
      : `The role with name ${name} cannot be found.`;
  },
};
