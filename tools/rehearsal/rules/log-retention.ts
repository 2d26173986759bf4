import type { Rule } from "./rule.ts";

const allowed = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const rule: Rule = {
  id: "log-retention",
  tokens: ["aws:cloudwatch/logGroup:LogGroup"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  refuses: ({ inputs }) =>
    inputs["retentionInDays"] === undefined || allowed.includes(Number(inputs["retentionInDays"]))
      ? undefined
      : `expected retention_in_days to be one of [${allowed.join(" ")}], got ${String(inputs["retentionInDays"])}`,
};
