import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { queues } from "../../shared/contracts/queues.ts";

const account = "123456789012";
const app = {
  name: "shop-dev-app",
  url: `https://sqs.us-east-1.amazonaws.com/${account}/shop-dev-app`,
  arn: `arn:aws:sqs:us-east-1:${account}:shop-dev-app`,
  deadLetterName: "shop-dev-app-dlq",
  deadLetterArn: `arn:aws:sqs:us-east-1:${account}:shop-dev-app-dlq`,
  kmsKeyArn: `arn:aws:kms:us-east-1:${account}:key/1`,
};
const valid = {
  queues: { app },
  workerServices: { default: { name: "default-worker", logGroupName: "/ecs/shop-dev-default-worker" } },
} satisfies OutputValues<typeof queues>;

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(queues.outputs)
    .flatMap((key) => checkValue(queues, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("queues with and without dead letters keep the contract, and so does a product without either", () => {
  const { name, url, arn } = app;
  expect(faultsOf(valid)).toEqual([]);
  expect(faultsOf({ queues: { app: { name, url, arn } }, workerServices: {} })).toEqual([]);
  expect(faultsOf({ queues: {}, workerServices: {} })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no queues", { queues: undefined }, "queues expected record, got nothing"],
  [
    "a name that SQS does not give",
    { queues: { app: { ...app, name: "shop.dev" } } },
    'queues.app.name expected a queue\'s name in AWS such as "shop-dev-app", got "shop.dev"',
  ],
  [
    "an address that is none",
    { queues: { app: { ...app, url: "shop-dev-app" } } },
    'queues.app.url Invalid URL, got "shop-dev-app"',
  ],
  [
    "another service's ARN",
    { queues: { app: { ...app, arn: `arn:aws:sns:us-east-1:${account}:app` } } },
    `queues.app.arn expected an ARN of sqs, got "arn:aws:sns:us-east-1:${account}:app"`,
  ],
  [
    "dead letters that are no queue",
    { queues: { app: { ...app, deadLetterArn: "shop-dev-app-dlq" } } },
    'queues.app.deadLetterArn expected an ARN of sqs, got "shop-dev-app-dlq"',
  ],
  [
    "a key by its alias",
    { queues: { app: { ...app, kmsKeyArn: "alias/queues" } } },
    'queues.app.kmsKeyArn expected an ARN of kms, got "alias/queues"',
  ],
  [
    "a worker without a name",
    { workerServices: { default: { logGroupName: "/ecs/x" } } },
    "workerServices.default.name expected string, got nothing",
  ],
])("refuses %s", (_, change, fault) => {
  expect(faultsOf({ ...valid, ...change })).toEqual([fault]);
});
