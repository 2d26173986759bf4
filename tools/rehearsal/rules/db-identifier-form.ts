import { dbInstanceToken, dbClusterToken, dbClusterInstanceToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-identifier-form",
  tokens: [dbInstanceToken, dbClusterToken, dbClusterInstanceToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "identifier") || textOf(inputs, "clusterIdentifier");
    return name === "" || (/^[a-z][a-z0-9-]{0,62}$/.test(name) && !/--|-$/.test(name))
      ? undefined
      : `The parameter DBInstanceIdentifier is not a valid identifier, got "${name}". Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`;
  },
};
