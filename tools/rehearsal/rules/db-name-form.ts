import { dbInstanceToken, dbClusterToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-name-form",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "dbName") || textOf(inputs, "databaseName");
    if (name !== "" && !/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name))
      return `DBName must begin with a letter and contain only alphanumeric characters.`;
    return name.toLowerCase() === "db"
      ? `DBName ${name} cannot be used. It is a reserved word for this engine`
      : undefined;
  },
};
