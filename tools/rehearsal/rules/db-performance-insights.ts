import { dbInstanceToken, dbClusterInstanceToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-performance-insights",
  tokens: [dbInstanceToken, dbClusterInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html",
  refuses: ({ inputs }) =>
    inputs["performanceInsightsEnabled"] === true &&
    /^db\.t[34]g?\.(micro|small)$/.test(textOf(inputs, "instanceClass")) &&
    textOf(inputs, "engine") !== "postgres"
      ? "Performance Insights not supported for this configuration."
      : inputs["performanceInsightsEnabled"] === true && textOf(inputs, "instanceClass") === "db.t4g.micro"
        ? "Performance Insights not supported for this configuration."
        : undefined,
};
