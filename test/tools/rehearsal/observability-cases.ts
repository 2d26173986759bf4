import type { Account, Made, RuleCase } from "./account-rig.ts";

const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const account = "111122223333";

const cpu = {
  name: "cpu",
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  dimensions: { DBInstanceIdentifier: "db" },
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 80,
  period: 60,
  evaluationPeriods: 10,
};
const alarm = (aws: Account, inputs: object = {}) => aws.create(metricAlarm, "cpu", { ...cpu, ...inputs });

async function topicWithKey(aws: Account, services: string[]): Promise<Made> {
  const key = await aws.create("aws:kms/key:Key", "key", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "kms:*",
          Resource: "*",
        },
        ...services.map((Service) => ({
          Effect: "Allow",
          Principal: { Service },
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: "*",
        })),
      ],
    }),
  });
  return await aws.create("aws:sns/topic:Topic", "alerts", { name: "alerts", kmsMasterKeyId: key["arn"]! });
}

const dashboard = (aws: Account, width: number) =>
  aws.create("aws:cloudwatch/dashboard:Dashboard", "board", {
    dashboardName: "board",
    dashboardBody: JSON.stringify({
      widgets: [
        { type: "text", x: 0, y: 0, width, height: 1, properties: { markdown: "# board" } },
        {
          ...{ type: "metric", x: 0, y: 1, width: 6, height: 6 },
          properties: { region: "us-west-1", annotations: { alarms: ["arn:aws:cloudwatch:alarm"] } },
        },
      ],
    }),
  });

const failures = { namespace: "AWS/ApiGateway", metricName: "5xx", statistic: "Sum" };

export const cases: Record<string, RuleCase> = {
  "alarm-form": {
    accepts: (aws) => alarm(aws),
    refuses: (aws) => alarm(aws, { extendedStatistic: "p95" }),
    message: "Exactly one of Statistic and ExtendedStatistic must be given",
  },
  "alarm-action-region": {
    accepts: (aws) => alarm(aws, { alarmActions: [`arn:aws:sns:us-west-1:${account}:alerts`] }),
    refuses: (aws) => alarm(aws, { alarmActions: [`arn:aws:sns:us-east-1:${account}:alerts`] }),
    message: "Invalid region us-east-1 specified. Only us-west-1 is supported.",
  },
  "alarm-topic-hears": {
    async accepts(aws) {
      const topic = await topicWithKey(aws, ["cloudwatch.amazonaws.com"]);
      await alarm(aws, { alarmActions: [topic.id] });
    },
    async refuses(aws) {
      const topic = await aws.create("aws:sns/topic:Topic", "alerts", {
        name: "alerts",
        kmsMasterKeyId: "alias/aws/sns",
      });
      await alarm(aws, { alarmActions: [topic.id] });
    },
    message: "the topic is encrypted with alias/aws/sns, expected a customer key",
  },
  "alarm-where-its-metric-is": {
    accepts: (aws) =>
      alarm(aws, { region: "us-east-1", namespace: "AWS/CloudFront", metricName: "5xxErrorRate" }),
    refuses: (aws) => alarm(aws, { namespace: "AWS/CloudFront", metricName: "5xxErrorRate" }),
    message: "metrics of CloudFront and of its web ACLs are in us-east-1 only, got an alarm in us-west-1",
  },
  "composite-alarm-children": {
    async accepts(aws) {
      const { arn } = await alarm(aws);
      await aws.create(compositeAlarm, "all", {
        alarmName: "all",
        alarmRule: `ALARM("cpu") OR ALARM(${String(arn)})`,
      });
    },
    refuses: (aws) => aws.create(compositeAlarm, "all", { alarmName: "all", alarmRule: 'ALARM("cpu")' }),
    message: "Could not save the composite alarm as alarms [cpu] in the alarm rule do not exist",
  },
  "composite-alarm-needs-child": {
    accepts: async (aws) => await aws.remove(metricAlarm, "cpu", (await alarm(aws)).id),
    async refuses(aws) {
      const child = await alarm(aws);
      await aws.create(compositeAlarm, "all", { alarmName: "all", alarmRule: 'ALARM("cpu")' });
      await aws.remove(metricAlarm, "cpu", child.id);
    },
    message: "Cannot delete cpu as there are composite alarm(s) depending on it.",
  },
  "metric-filter-log-group": {
    async accepts(aws) {
      await aws.create("aws:cloudwatch/logGroup:LogGroup", "api", { name: "/ecs/api" });
      await errorFilter(aws);
    },
    refuses: errorFilter,
    message: "The specified log group does not exist.",
  },
  "dashboard-body": {
    accepts: (aws) => dashboard(aws, 24),
    refuses: (aws) => dashboard(aws, 25),
    message: "/widgets/0 does not fit in the 24 columns of a dashboard",
  },
  "xray-name-length": {
    accepts: (aws) => group(aws, "a".repeat(32)),
    refuses: (aws) => group(aws, "a".repeat(33)),
    message: "must have 1 to 32 characters",
  },
  "event-subscription-form": {
    accepts: (aws) => subscription(aws, "db-instance"),
    refuses: (aws) => subscription(aws, "db-cluster"),
    message: "Event category low storage is not valid for source type db-cluster",
  },
  "alarm-dimensions": {
    accepts: (aws) => alarm(aws, { ...failures, dimensions: { ApiId: "abc123" } }),
    refuses: (aws) => alarm(aws, { ...failures, dimensions: { ApiName: "shop", Stage: "live" } }),
    message: "AWS/ApiGateway has 5xx for HTTP APIs only, by the dimension ApiId",
  },
};

function errorFilter(aws: Account): Promise<Made> {
  return aws.create("aws:cloudwatch/logMetricFilter:LogMetricFilter", "errors", {
    name: "errors",
    logGroupName: "/ecs/api",
    pattern: "ERROR",
    metricTransformation: { namespace: "Logs", name: "errors", value: "1" },
  });
}

function group(aws: Account, groupName: string): Promise<Made> {
  return aws.create("aws:xray/group:Group", "group", { groupName, filterExpression: "fault = true" });
}

function subscription(aws: Account, sourceType: string): Promise<Made> {
  return aws.create("aws:rds/eventSubscription:EventSubscription", "db", {
    name: "db",
    snsTopic: `arn:aws:sns:us-west-1:${account}:alerts`,
    sourceType,
    eventCategories: ["low storage"],
  });
}
