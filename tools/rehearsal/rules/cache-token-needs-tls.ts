import { stringsIn, replicationGroupToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-token-needs-tls",
  tokens: [replicationGroupToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
  refuses({ inputs }) {
    const token = inputs["authToken"];
    const usesAccess = token !== undefined || stringsIn(inputs["userGroupIds"]).length > 0;
    if (usesAccess && inputs["transitEncryptionEnabled"] !== true)
      return "AUTH token and user groups are only supported when encryption in transit is enabled.";
    return typeof token === "string" && !/^[\x21-\x7e]{16,128}$/.test(token)
      ? "Invalid AuthToken provided. Valid AuthToken contains printable characters, 16 to 128 of them."
      : undefined;
  },
};
