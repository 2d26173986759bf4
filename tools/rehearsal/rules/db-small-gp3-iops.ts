import { dbInstanceToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-small-gp3-iops",
  tokens: [dbInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage",
  refuses: ({ inputs }) =>
    inputs["storageType"] === "gp3" &&
    // SQL Server has no such limit, and Oracle a lower one.
    !/^(sqlserver|oracle)/.test(textOf(inputs, "engine")) &&
    Number(inputs["allocatedStorage"] ?? 0) < 400 &&
    (Number(inputs["iops"] ?? 0) > 0 || Number(inputs["storageThroughput"] ?? 0) > 0)
      ? `You can't specify IOPS or storage throughput for engine ${textOf(inputs, "engine")} and a storage size less than 400.`
      : undefined,
};
