import { dbInstanceToken, textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-managed-password-limits",
  tokens: [dbInstanceToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations",
  refuses({ account, region, store, operation, inputs }) {
    const blueGreen = inputs["blueGreenUpdate"];
    const isBlueGreen = operation === "update" && isObject(blueGreen) && blueGreen["enabled"] === true;
    if (inputs["manageMasterUserPassword"] === true && isBlueGreen)
      return "You can't create a blue/green deployment of a DB instance that manages its master user password in AWS Secrets Manager.";
    const name = textOf(inputs, "replicateSourceDb");
    const source = store
      .list(dbInstanceToken, { account, region })
      .map(({ properties }) => properties)
      .find((it) => name !== "" && [it["identifier"], it["arn"]].includes(name));
    // RDS for SQL Server can.
    return source?.["manageMasterUserPassword"] === true && !textOf(source, "engine").startsWith("sqlserver-")
      ? `You can't create a read replica of the DB instance ${name}, which manages its master user password in AWS Secrets Manager.`
      : undefined;
  },
};
