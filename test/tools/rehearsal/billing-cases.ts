import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const budget = "aws:budgets/budget:Budget";
const monitor = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const subscription = "aws:costexplorer/anomalySubscription:AnomalySubscription";

const month = { budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "100.5", limitUnit: "USD" };
const budgetWith = (change: Properties) => (aws: Account) =>
  aws.create(budget, "b", { name: "month", ...month, ...change });
const filtered = (name: string, value: string) => budgetWith({ costFilters: [{ name, values: [value] }] });
const notified = (change: Properties) =>
  budgetWith({
    notifications: [
      {
        comparisonOperator: "GREATER_THAN",
        notificationType: "ACTUAL",
        threshold: 80,
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: ["a@example.com"],
        ...change,
      },
    ],
  });

const watch = (inputs: Properties) => (aws: Account) => aws.create(monitor, "m", inputs);
const byTag = (count: number) =>
  watch({
    monitorType: "CUSTOM",
    monitorSpecification: JSON.stringify({
      And: null,
      Tags: { Key: "Environment", Values: Array.from({ length: count }, (_, index) => `env-${index}`) },
    }),
  });
const mail = { type: "EMAIL", address: "a@example.com" };
const subscribe = (change: Properties) => async (aws: Account) => {
  const { id } = await byTag(1)(aws);
  return await aws.create(subscription, "s", {
    frequency: "DAILY",
    monitorArnLists: [id],
    subscribers: [mail],
    thresholdExpression: {
      dimension: {
        key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        matchOptions: ["GREATER_THAN_OR_EQUAL"],
        values: ["100"],
      },
    },
    ...change,
  });
};

/** A topic that lets in one service, or only its owner where none is named. */
async function topicFor(aws: Account, service?: string): Promise<string> {
  const { id }: Made = await aws.create("aws:sns/topic:Topic", "cost", { name: "cost" });
  if (service !== undefined) {
    const statement = {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: id,
    };
    await aws.create("aws:sns/topicPolicy:TopicPolicy", "cost", {
      arn: id,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
  }
  return id;
}
const budgetTo = (service?: string) => async (aws: Account) =>
  await notified({ subscriberSnsTopicArns: [await topicFor(aws, service)] })(aws);
const anomaliesTo = (service?: string) => async (aws: Account) =>
  await subscribe({
    frequency: "IMMEDIATE",
    subscribers: [{ type: "SNS", address: await topicFor(aws, service) }],
  })(aws);

/** Budgets and cost anomalies. */
export const cases: Record<string, RuleCase> = {
  "budget-amount": {
    accepts: budgetWith({}),
    refuses: budgetWith({ limitAmount: "$100" }),
    message: 'InvalidParameterException: Budget limit amount "$100" is not a number.',
  },
  "budget-name-taken": {
    accepts: budgetWith({}),
    refuses: async (aws) => [await budgetWith({})(aws), await budgetWith({})(aws)],
    message: "DuplicateRecordException: Error creating budget: month - the budget already exists.",
  },
  "budget-filter-names": {
    accepts: filtered("Service", "Amazon Elastic Compute Cloud - Compute"),
    refuses: filtered("service", "Amazon Elastic Compute Cloud - Compute"),
    message:
      "Unable to create/update budget - service is not in the supported in cost budget dimension set: [AZ,",
  },
  "budget-filter-tags": {
    accepts: filtered("TagKeyValue", "user:Environment$dev"),
    refuses: filtered("TagKeyValue", "Environment$dev"),
    message: 'the tag filter "Environment$dev" matches no cost, expected user:<key>$<value>',
  },
  "budget-notification-form": {
    accepts: notified({ threshold: 1_000_000 }),
    refuses: notified({ threshold: 1_000_001 }),
    message: "Notification threshold 1000001 is out of range, expected 0 to 1000000.",
  },
  "budget-notification-limits": {
    accepts: notified({
      subscriberEmailAddresses: Array.from({ length: 10 }, (_, index) => `a${index}@example.com`),
    }),
    refuses: async (aws) => {
      const topic = await topicFor(aws, "budgets.amazonaws.com");
      await notified({ subscriberSnsTopicArns: [topic, topic] })(aws);
    },
    message: "CreationLimitExceededException: one notification can only have 1 subscribers with type of SNS",
  },
  "budget-topic-hears": {
    accepts: budgetTo("budgets.amazonaws.com"),
    refuses: budgetTo(),
    message: "the topic's policy does not allow budgets.amazonaws.com to publish",
  },
  "anomaly-monitor-quota": {
    accepts: watch({ monitorType: "DIMENSIONAL", monitorDimension: "LINKED_ACCOUNT" }),
    refuses: watch({ monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" }),
    message: "ValidationException: Limit exceeded on dimensional spend monitor creation",
  },
  "anomaly-monitor-form": {
    accepts: byTag(10),
    refuses: watch({ monitorType: "CUSTOM" }),
    message: "If Monitor Type is CUSTOM, specification attribute is required",
  },
  "anomaly-monitor-exists": {
    accepts: subscribe({}),
    refuses: subscribe({ monitorArnLists: ["arn:aws:ce::111122223333:anomalymonitor/none"] }),
    message: "Could not find the monitor with ARN: arn:aws:ce::111122223333:anomalymonitor/none",
  },
  "anomaly-threshold-given": {
    accepts: subscribe({}),
    refuses: subscribe({ thresholdExpression: null }),
    message: "ValidationException: Threshold and ThresholdExpression cannot both be null",
  },
  "anomaly-notice-by-frequency": {
    accepts: subscribe({}),
    refuses: subscribe({ frequency: "IMMEDIATE" }),
    message: "ValidationException: IMMEDIATE frequency subscriptions support only SNS subscribers",
  },
  "anomaly-topic-hears": {
    accepts: anomaliesTo("costalerts.amazonaws.com"),
    refuses: anomaliesTo("budgets.amazonaws.com"),
    message: "the topic's policy does not allow costalerts.amazonaws.com to publish",
  },
};
