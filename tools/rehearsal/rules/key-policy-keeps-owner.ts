import { textOf } from "../account-contents.ts";
import { statementsIn } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "key-policy-keeps-owner",
  tokens: ["aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy"],
  operations: ["create", "update"],
  code: "MalformedPolicyDocumentException",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  refuses({ account, inputs }) {
    if (inputs["policy"] === undefined || inputs["bypassPolicyLockoutSafetyCheck"] === true) return undefined;
    const mayManage = statementsIn(textOf(inputs, "policy")).some(
      (it) =>
        it["Effect"] === "Allow" &&
        JSON.stringify(it["Principal"] ?? "").includes(account) &&
        /kms:(\*|Put)/.test(JSON.stringify(it["Action"] ?? "")),
    );
    return mayManage
      ? undefined
      : "The new key policy will not allow you to update the key policy in the future.";
  },
};
