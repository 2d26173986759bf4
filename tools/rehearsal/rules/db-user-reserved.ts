import { dbInstanceToken, dbClusterToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-user-reserved",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "username") || textOf(inputs, "masterUsername");
    if (name === "") return undefined;
    if (!/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(name))
      return "The parameter MasterUsername is not a valid identifier. It must begin with a letter and contain only alphanumeric characters.";
    return textOf(inputs, "engine").includes("postgres") &&
      /^(admin|rdsadmin|rds_superuser|user|postgres_admin|pg_.*)$/i.test(name)
      ? `MasterUsername ${name} cannot be used as it is a reserved word used by the engine`
      : undefined;
  },
};
