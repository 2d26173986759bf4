import { replicationGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-identifier-form",
  tokens: [replicationGroupToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "replicationGroupId");
    return /^[a-z][a-z0-9-]{0,39}$/.test(name) && !/--|-$/.test(name)
      ? undefined
      : `The parameter ReplicationGroupId is not a valid identifier, got "${name}". Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; must not end with a hyphen or contain two consecutive hyphens; and are at most 40 characters long.`;
  },
};
