import type { Account, RuleCase } from "./account-rig.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";

const queue = "aws:sqs/queue:Queue";
const redriveAllow = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";
const scalable = "aws:appautoscaling/target:Target";
const scalingPolicy = "aws:appautoscaling/policy:Policy";

const arn = (name: string) => `arn:aws:sqs:us-west-1:111122223333:${name}`;
const url = (name: string) => `https://sqs.us-west-1.amazonaws.com/111122223333/${name}`;

const queueWith =
  (change: Properties = {}) =>
  (aws: Account) =>
    aws.create(queue, "jobs", { name: "jobs", ...change });
const redriveTo = (target: string, maxReceiveCount = 5) =>
  queueWith({ redrivePolicy: JSON.stringify({ deadLetterTargetArn: target, maxReceiveCount }) });
const deadLetters = (aws: Account, change: Properties = {}) =>
  aws.create(queue, "dead", { name: "dead", ...change });
const allowRedrive = (policy: Properties) => async (aws: Account) => {
  await deadLetters(aws);
  await aws.create(redriveAllow, "dead", {
    queueUrl: url("dead"),
    redriveAllowPolicy: JSON.stringify(policy),
  });
};

function service(aws: Account): void {
  aws.put("aws:ecs/service:Service", "arn:aws:ecs:us-west-1:111122223333:service/main/worker", {
    name: "worker",
  });
}

const place = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/main/worker",
};
const limits = (minCapacity: number, maxCapacity: number) => async (aws: Account) => {
  service(aws);
  await aws.create(scalable, "worker", { ...place, minCapacity, maxCapacity });
};
const follow = (configuration: Properties) => async (aws: Account) => {
  await limits(0, 2)(aws);
  await aws.create(scalingPolicy, "backlog", { name: "backlog", ...place, ...configuration });
};
const tracking = (...metrics: Properties[]) =>
  follow({
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: { targetValue: 10, customizedMetricSpecification: { metrics } },
  });
const metric = (id: string, metricName: string) => ({
  id,
  returnData: false,
  metricStat: { stat: "Average", metric: { namespace: "AWS/SQS", metricName } },
});
const ratio = { id: "ratio", expression: "FILL(waiting, 0) / tasks", returnData: true };
const manyMetrics = (count: number) =>
  Array.from({ length: count }, (_, index) => metric(`waiting${index}`, "Waiting"));
const sumOf = (count: number) => ({
  id: "ratio",
  expression: `(${manyMetrics(count)
    .map(({ id }) => id)
    .join(" + ")}) / tasks`,
  returnData: true,
});

/** A queue and its dead letters, with the seconds that each keeps messages. */
const kept = (seconds: number, deadSeconds: number) => async (aws: Account) => {
  await deadLetters(aws, { messageRetentionSeconds: deadSeconds });
  await queueWith({
    messageRetentionSeconds: seconds,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 5 }),
  })(aws);
};

/** A function that reads from a queue, with the seconds that both take for a message. */
const consumed = (visibilityTimeoutSeconds: number, timeout: number) => async (aws: Account) => {
  await queueWith({ visibilityTimeoutSeconds })(aws);
  aws.put("aws:lambda/function:Function", "reader", { timeout });
  await aws.create("aws:lambda/eventSourceMapping:EventSourceMapping", "jobs", {
    eventSourceArn: arn("jobs"),
    functionName: "reader",
  });
};

/** A queue that EventBridge sends to. */
const listened = (change: Properties) => async (aws: Account) => {
  await queueWith(change)(aws);
  await aws.create("aws:cloudwatch/eventRule:EventRule", "every", {
    name: "every",
    scheduleExpression: "rate(1 hour)",
  });
  await aws.create("aws:cloudwatch/eventTarget:EventTarget", "jobs", { rule: "every", arn: arn("jobs") });
};

export const cases: Record<string, RuleCase> = {
  "queue-name-form": {
    accepts: queueWith({ name: "shop-dev-app.fifo", fifoQueue: true }),
    refuses: queueWith({ name: "shop-dev-app", fifoQueue: true }),
    message: "The name of a FIFO queue can only end with the .fifo suffix.",
  },
  "queue-name-taken": {
    async accepts(aws) {
      await queueWith()(aws);
      await queueWith()(aws);
    },
    async refuses(aws) {
      await queueWith()(aws);
      await queueWith({ delaySeconds: 5 })(aws);
    },
    message: "A queue already exists with the same name and a different value for attribute delaySeconds",
  },
  "queue-attribute-ranges": {
    accepts: queueWith({ visibilityTimeoutSeconds: 43_200 }),
    refuses: queueWith({ visibilityTimeoutSeconds: 43_201 }),
    message: "Invalid value for the parameter visibilityTimeoutSeconds, expected 0 to 43200, got 43201",
  },
  "queue-one-encryption": {
    accepts: queueWith({ sqsManagedSseEnabled: true }),
    refuses: queueWith({ sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/aws/sqs" }),
    message: "You can use one type of server-side encryption (SSE) at one time.",
  },
  "queue-fifo-attributes": {
    accepts: queueWith({ name: "jobs.fifo", fifoQueue: true, contentBasedDeduplication: true }),
    refuses: queueWith({ contentBasedDeduplication: true }),
    message: "Unknown Attribute ContentBasedDeduplication.",
  },
  "queue-dead-letter-target": {
    async accepts(aws) {
      await deadLetters(aws);
      await redriveTo(arn("dead"))(aws);
    },
    async refuses(aws) {
      await deadLetters(aws, { name: "dead.fifo", fifoQueue: true });
      await redriveTo(arn("dead.fifo"))(aws);
    },
    message: "Dead letter target must be same type of queue as the source.",
  },
  "queue-redrive-allowed": {
    accepts: allowRedrive({ redrivePermission: "byQueue", sourceQueueArns: [arn("jobs")] }),
    refuses: allowRedrive({ redrivePermission: "byQueue" }),
    message: "sourceQueueArns must have 1 to 10 queues.",
  },
  "missing-queue": {
    accepts: allowRedrive({ redrivePermission: "denyAll" }),
    refuses: (aws) =>
      aws.create(redriveAllow, "dead", {
        queueUrl: url("dead"),
        redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
      }),
    message: "The specified queue does not exist.",
  },
  "scalable-target-exists": {
    accepts: limits(0, 2),
    refuses: (aws) => aws.create(scalable, "worker", { ...place, minCapacity: 0, maxCapacity: 2 }),
    message: "ECS service doesn't exist: service/main/worker",
  },
  "scalable-target-limits": {
    accepts: limits(2, 2),
    refuses: limits(3, 2),
    message: "Maximum capacity cannot be less than minimum capacity",
  },
  "scaling-policy-target": {
    accepts: tracking(metric("waiting", "Waiting"), metric("tasks", "Tasks"), ratio),
    refuses: (aws) =>
      aws.create(scalingPolicy, "backlog", {
        name: "backlog",
        ...place,
        policyType: "StepScaling",
        stepScalingPolicyConfiguration: {
          adjustmentType: "ExactCapacity",
          stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
        },
      }),
    message: "No scalable target registered for service namespace: ecs, resource ID: service/main/worker",
  },
  "scaling-policy-form": {
    accepts: tracking(metric("waiting", "Waiting"), metric("tasks", "Tasks"), ratio),
    refuses: tracking(metric("waiting", "Waiting"), ratio),
    message: 'The expression refers to "tasks", which is no metric id',
  },
  "scaling-policy-metrics": {
    accepts: tracking(...manyMetrics(8), metric("tasks", "Tasks"), sumOf(8)),
    refuses: tracking(...manyMetrics(10), metric("tasks", "Tasks"), sumOf(10)),
    message: "A customized metric specification takes at most 10 metrics, got 12",
  },
  "queue-outlived-by-dead-letters": {
    accepts: kept(345_600, 1_209_600),
    refuses: kept(1_209_600, 345_600),
    message: "keeps messages for 345600 seconds, fewer than the 1209600 of its source",
  },
  "queue-visibility-covers-function": {
    accepts: consumed(30, 30),
    refuses: consumed(30, 60),
    message: "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
  },
  "queue-key-open-to-senders": {
    accepts: listened({ sqsManagedSseEnabled: true }),
    refuses: listened({ kmsMasterKeyId: "alias/aws/sqs" }),
    message: `events.amazonaws.com cannot send to ${arn("jobs")}: the queue is encrypted with alias/aws/sqs`,
  },
};
