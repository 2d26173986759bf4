import { dbInstanceToken, dbClusterInstanceToken, textOf } from "../account-contents.ts";
import { isObtainable, isKnownEngine } from "../facts/engine-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-instance-class",
  tokens: [dbInstanceToken, dbClusterInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html",
  refuses({ inputs }) {
    const [engine, instanceClass] = [textOf(inputs, "engine"), textOf(inputs, "instanceClass")];
    return isKnownEngine(engine) && !isObtainable(engine, instanceClass)
      ? `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=${engine}, EngineVersion=${textOf(inputs, "engineVersion")}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`
      : undefined;
  },
};
