import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "role-policy-size",
  tokens: ["aws:iam/rolePolicy:RolePolicy"],
  operations: ["create", "update"],
  code: "LimitExceeded",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  refuses({ account, region, store, token, id, inputs }) {
    const others = store
      .list(token, { account, region })
      .filter((it) => it.properties["role"] === inputs["role"] && it.id !== id);
    const size = [...others.map((it) => it.properties), inputs].reduce(
      (sum, it) => sum + textOf(it, "policy").replace(/\s/g, "").length,
      0,
    );
    return size > 10240
      ? `Maximum policy size of 10240 bytes exceeded for role ${textOf(inputs, "role")}`
      : undefined;
  },
};
