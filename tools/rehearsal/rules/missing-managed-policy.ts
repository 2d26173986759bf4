import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-managed-policy",
  tokens: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "NoSuchEntity",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html",
  refuses({ account, store, inputs }) {
    const arn = textOf(inputs, "policyArn");
    if (/^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(arn)) return undefined;
    return store.get("aws:iam/policy:Policy", { account, region: "global" }, arn) === undefined
      ? `Policy ${arn} does not exist or is not attachable.`
      : undefined;
  },
};
