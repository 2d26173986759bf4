import { expect, test } from "@jest/globals";
import {
  anomalyMonitorScope,
  anomalySubscribers,
  budgetNotifications,
  budgetScope,
} from "../../../stacks/00-account/cost-rules.ts";

test("a budget counts the whole account, or one environment by its tag", () => {
  expect(budgetScope({ environment: undefined })).toEqual([]);
  expect(budgetScope({ environment: "dev" })).toEqual([
    { name: "TagKeyValue", values: ["user:Environment$dev"] },
  ]);
});

test("each alert is one notification, and nobody is written to twice", () => {
  const alerts = [
    { percent: 80, of: "actual" as const },
    { percent: 100, of: "forecasted" as const },
  ];
  const to = { emails: ["a@example.com", "a@example.com"], topicArn: "arn:topic" };
  expect(budgetNotifications({ alerts }, to)).toEqual([
    {
      comparisonOperator: "GREATER_THAN",
      notificationType: "ACTUAL",
      threshold: 80,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: ["a@example.com"],
      subscriberSnsTopicArns: ["arn:topic"],
    },
    {
      comparisonOperator: "GREATER_THAN",
      notificationType: "FORECASTED",
      threshold: 100,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: ["a@example.com"],
      subscriberSnsTopicArns: ["arn:topic"],
    },
  ]);
});

test.each([
  ["immediate", [{ type: "SNS", address: "arn:topic" }]],
  ["daily", [{ type: "EMAIL", address: "a@example.com" }]],
  ["weekly", [{ type: "EMAIL", address: "a@example.com" }]],
] as const)("%s anomaly notices go to %j", (frequency, subscribers) => {
  expect(anomalySubscribers(frequency, { emails: ["a@example.com"], topicArn: "arn:topic" })).toEqual(
    subscribers,
  );
});

test("cost is watched by the environments' tag", () => {
  expect(JSON.parse(anomalyMonitorScope(["dev", "stage"]))).toEqual({
    Tags: { Key: "Environment", Values: ["dev", "stage"] },
  });
});
