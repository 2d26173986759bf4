import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { observability } from "../../shared/contracts/observability.ts";

const good: OutputValues<typeof observability> = {
  alertTopicArn: "arn:aws:sns:us-west-1:123456789012:alerts-0a1b2c3",
  edgeAlertTopicArn: "arn:aws:sns:us-east-1:123456789012:edge-alerts-0a1b2c3",
  dashboardUrl:
    "https://us-west-1.console.aws.amazon.com/cloudwatch/home?region=us-west-1#dashboards/dashboard/shop-dev",
  alarmNames: ["shop-dev-database-cpu"],
};

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(observability.outputs)
    .flatMap((key) => checkValue(observability, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("an environment with and one without alarms in us-east-1 both keep the contract", () => {
  expect(faultsOf(good)).toEqual([]);
  expect(faultsOf({ ...good, edgeAlertTopicArn: undefined })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["alertTopicArn", { alertTopicArn: "alerts" }, 'alertTopicArn expected an ARN of sns, got "alerts"'],
  [
    "edgeAlertTopicArn",
    { edgeAlertTopicArn: "arn:aws:sns:us-west-1:123456789012:alerts" },
    'edgeAlertTopicArn expected a topic in us-east-1, got "arn:aws:sns:us-west-1:123456789012:alerts"',
  ],
  [
    "dashboardUrl",
    { dashboardUrl: "http://example.com" },
    'dashboardUrl expected a page of the AWS console, got "http://example.com"',
  ],
  ["alarmNames", { alarmNames: [""] }, 'alarmNames.0 expected a name of 1 to 255 characters, got ""'],
  ["alarmNames", { alarmNames: ["cpu", "cpu"] }, 'alarmNames expected each name once, got ["cpu","cpu"]'],
])("%s is checked", (_, broken, message) => {
  expect(faultsOf({ ...good, ...broken })).toEqual([message]);
});
