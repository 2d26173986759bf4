import { expect, test } from "@jest/globals";
import { queueArn, queueName, queueUrl } from "../../../shared/naming.ts";
import { backlogPerTask, unattendedBacklog } from "../../../stacks/60-queues/backlog-metrics.ts";
import type { QueueConfig } from "../../../stacks/60-queues/config.ts";
import { queueStatements, usesByService } from "../../../stacks/60-queues/queue-access.ts";
import { renderQueuePolicy } from "../../../stacks/60-queues/queue-policy.ts";
import { queueVariable } from "../../../stacks/60-queues/worker-container.ts";

const scope = { product: "shop", environment: "dev", accountId: "123456789012", region: "eu-west-1" };
const queue = (change: Partial<QueueConfig> = {}): QueueConfig =>
  ({ fifo: false, kms: "default", senders: [], receivers: [], awsSenders: [], ...change }) as QueueConfig;

test.each([
  ["app", {}, "shop-dev-app"],
  ["app", { deadLetter: true }, "shop-dev-app-dlq"],
  ["app", { fifo: true }, "shop-dev-app.fifo"],
  ["app", { fifo: true, deadLetter: true }, "shop-dev-app-dlq.fifo"],
])("queue %s %j is %s in AWS, so that its address can be computed anywhere", (name, kind, expected) => {
  expect(queueName(scope, name, kind)).toBe(expected);
  expect(queueArn(scope, expected)).toBe(`arn:aws:sqs:eu-west-1:123456789012:${expected}`);
  expect(queueUrl(scope, expected)).toBe(`https://sqs.eu-west-1.amazonaws.com/123456789012/${expected}`);
});

test("the longest product, environment and queue fit into SQS's 80 characters", () => {
  const longest = { product: "p".repeat(20), environment: "e".repeat(12) };
  const name = queueName(longest, "q".repeat(30), { fifo: true, deadLetter: true });
  expect(name).toBe(`${longest.product}-${longest.environment}-${"q".repeat(30)}-dlq.fifo`);
  expect(name.length).toBeLessThanOrEqual(80);
});

test.each([
  ["app", "QUEUE_URL_APP"],
  ["outgoingMail", "QUEUE_URL_OUTGOING_MAIL"],
  ["stripe-events", "QUEUE_URL_STRIPE_EVENTS"],
])("the address of %s comes as %s", (name, variable) => {
  expect(queueVariable(name)).toBe(variable);
});

test("rights are for the used queues alone, and for the key only where one of them has it", () => {
  const queues = { app: queue(), mail: queue({ kms: "cmk" }), orders: queue({ fifo: true }) };
  const key = "arn:aws:kms:eu-west-1:123456789012:key/1";
  const sids = (receives: string[], sends: string[]) =>
    queueStatements({ receives, sends }, queues, scope, key).map(({ Sid, Action, Resource }) => [
      Sid,
      Action?.length,
      Resource,
    ]);
  expect(sids(["app"], [])).toEqual([
    ["ReceiveMessages", 5, ["arn:aws:sqs:eu-west-1:123456789012:shop-dev-app"]],
  ]);
  expect(sids(["mail"], [])[1]).toEqual(["UseQueueKey", 1, key]);
  expect(sids([], ["mail"])[1]).toEqual(["UseQueueKey", 2, key]);
  expect(sids([], ["orders"])).toEqual([
    ["SendMessages", 3, ["arn:aws:sqs:eu-west-1:123456789012:shop-dev-orders.fifo"]],
  ]);
  expect(sids([], [])).toEqual([]);
});

test("each service gets one policy for all its queues", () => {
  const queues = {
    app: queue({ senders: ["api", "admin"] }),
    mail: queue({ senders: ["api"], receivers: ["mailer"] }),
  };
  expect([...usesByService(queues)]).toEqual([
    ["admin", { receives: [], sends: ["app"] }],
    ["api", { receives: [], sends: ["app", "mail"] }],
    ["mailer", { receives: ["mail"], sends: [] }],
  ]);
});

test("AWS services that send are named, and only for this account", () => {
  const [, allow] = JSON.parse(
    renderQueuePolicy("arn:aws:sqs:::q", scope.accountId, ["sns", "events"]),
  ).Statement;
  expect(allow).toEqual({
    Sid: "SendForThisAccount",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "sns.amazonaws.com"] },
    Action: "sqs:SendMessage",
    Resource: "arn:aws:sqs:::q",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
  });
  expect(JSON.parse(renderQueuePolicy("arn:aws:sqs:::q", scope.accountId)).Statement).toHaveLength(1);
});

const backlog = {
  queueNames: ["shop-dev-app"],
  backlogMetric: undefined,
  clusterName: "cluster",
  serviceName: "default-worker",
};

test("the backlog per task counts jobs in work and running tasks", () => {
  expect(backlogPerTask(backlog).map((one) => ("metric" in one ? one.metric.name : one.expression))).toEqual([
    "ApproximateNumberOfMessagesVisible",
    "ApproximateNumberOfMessagesNotVisible",
    "RunningTaskCount",
    "(FILL(waiting0, 0) + FILL(working0, 0)) / tasks",
  ]);
});

test("unattended work is what waits while no task is even asked for", () => {
  expect(
    unattendedBacklog(backlog).map((one) => ("metric" in one ? one.metric.name : one.expression)),
  ).toEqual([
    "ApproximateNumberOfMessagesVisible",
    "DesiredTaskCount",
    "IF(FILL(tasks, 0) < 1, FILL(waiting0, 0), 0)",
  ]);
});

test("a metric of the app's own takes the place of those of SQS", () => {
  const own = {
    ...backlog,
    queueNames: [],
    backlogMetric: { namespace: "Jobs", name: "Open", dimensions: {} },
  };
  expect(backlogPerTask(own).map(({ id }) => id)).toEqual(["waiting0", "tasks", "perTask"]);
  expect(unattendedBacklog(own)[0]).toMatchObject({ metric: { namespace: "Jobs", name: "Open" } });
});
