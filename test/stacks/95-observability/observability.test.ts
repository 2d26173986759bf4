import { expect, test } from "@jest/globals";
import { belowObservability, serviceOutputs } from "../../support/examples/below-observability.ts";
import { examples } from "../../support/examples/observability.ts";
import { runLayer, type LayerRun } from "../../support/layer-under-mocks.ts";

type Below = NonNullable<Parameters<typeof belowObservability>[2]>;
type Example = keyof typeof examples;

const optionalLayers = {
  auth: "50-auth",
  queues: "60-queues",
  docpipeline: "70-docpipeline",
  harden: "80-harden",
  cdn: "90-cdn",
} as const;

/** The layer of one system, reading exactly the optional layers that are given. */
function run(example: Example, below: Below = {}, obs: object = {}): Promise<LayerRun> {
  const config = examples[example];
  const environment = example.slice(example.lastIndexOf("-") + 1);
  const upstreams = Object.fromEntries(
    Object.entries(optionalLayers).flatMap(([key, layer]) => (key in below ? [[layer, environment]] : [])),
  );
  return runLayer({
    layer: "95-observability",
    stack: environment,
    config: { ...config, obs: { ...config.obs, ...obs }, upstreams },
    upstreams: belowObservability(environment, config.region, below),
  });
}

const alarmsOf = (layer: LayerRun) => layer.all("aws:cloudwatch/metricAlarm:MetricAlarm");
/** In alphabetical order: resources register in no particular one. */
const namesOf = (layer: LayerRun) =>
  alarmsOf(layer)
    .map(({ name }) => name)
    .sort();
const alarm = (layer: LayerRun, name: string) =>
  alarmsOf(layer).find((one) => one.name === name)?.inputs ?? { missing: namesOf(layer) };
const dashboard = (layer: LayerRun) =>
  JSON.parse(layer.resource("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"]);

const httpApi: Below = {
  auth: { provider: "cognito", apiKind: "http", apiId: "a1b2c3d4e5", apiStage: "$default" },
};
const queue = {
  name: "doc-pipeline-dev-app",
  url: "https://sqs.us-west-1.amazonaws.com/123456789012/doc-pipeline-dev-app",
  arn: "arn:aws:sqs:us-west-1:123456789012:doc-pipeline-dev-app",
  deadLetterName: "doc-pipeline-dev-app-dlq",
  deadLetterArn: "arn:aws:sqs:us-west-1:123456789012:doc-pipeline-dev-app-dlq",
};
const allOfDocPipeline: Below = {
  ...httpApi,
  data: { cache: undefined },
  queues: {
    queues: { app: queue },
    workerServices: { app: { name: "worker", logGroupName: "/ecs/worker" } },
  },
  docpipeline: true,
  harden: {
    webAclName: "doc-pipeline-dev",
    backupVaultArn: "arn:aws:backup:us-west-1:123456789012:backup-vault:doc-pipeline-dev",
  },
  cdn: { distributionId: "E1A2B3C4D5E6F7", edgeWebAclName: "edge" },
  network: {
    edgeCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/2",
  },
};

test("an environment with all layers is watched from the edge to the database", async () => {
  const layer = await run("doc-pipeline-dev", allOfDocPipeline);
  expect(namesOf(layer)).toEqual([
    "api-4xx",
    "api-5xx",
    "api-latency",
    "backups-failed",
    "cdn-4xx",
    "cdn-5xx",
    "certificate-days-left",
    "database-connections",
    "database-cpu",
    "database-free-memory",
    "database-free-storage",
    "edge-certificate-days-left",
    "edge-waf-blocked",
    "failed-documents-dead-letters",
    "function-mask-errors",
    "function-mask-throttled",
    "function-validate-errors",
    "function-validate-throttled",
    "pipeline-failures",
    "public-alb-5xx",
    "public-alb-api-response",
    "public-alb-api-unhealthy-hosts",
    "queue-app-age",
    "queue-app-dead-letters",
    "queue-app-depth",
    "service-api-cpu",
    "service-api-log-errors",
    "service-api-memory",
    "service-api-missing-tasks",
    "starter-failures",
    "uploads-undelivered",
    "waf-blocked",
    "worker-app-cpu",
    "worker-app-log-errors",
    "worker-app-memory",
  ]);
  expect(new Set(layer.outputs["alarmNames"])).toEqual(
    new Set([...namesOf(layer), "users-affected", "data-affected"].map((name) => `doc-pipeline-dev-${name}`)),
  );
  expect(layer.outputs["dashboardUrl"]).toBe(
    "https://us-west-1.console.aws.amazon.com/cloudwatch/home?region=us-west-1#dashboards/dashboard/doc-pipeline-dev",
  );
});

test("layers that an environment does not have leave no alarm and no error", async () => {
  const layer = await run("doc-pipeline-dev", { data: { cache: undefined } });
  expect(namesOf(layer)).toEqual([
    "certificate-days-left",
    "database-connections",
    "database-cpu",
    "database-free-memory",
    "database-free-storage",
    "public-alb-5xx",
    "public-alb-api-response",
    "public-alb-api-unhealthy-hosts",
    "service-api-cpu",
    "service-api-log-errors",
    "service-api-memory",
    "service-api-missing-tasks",
  ]);
  expect(layer.all("aws:sns/topic:Topic").map(({ name }) => name)).toEqual(["alerts"]);
});

test("every alarm calls the topic of its own region, when it is raised and when it is over", async () => {
  const layer = await run("doc-pipeline-dev", allOfDocPipeline);
  const [home, edge] = ["us-west-1", "us-east-1"].map((region) =>
    expect.stringMatching(`^arn:aws:sns:${region}:123456789012:`),
  );
  for (const { name, inputs } of alarmsOf(layer)) {
    const isEdge = inputs["region"] === "us-east-1";
    expect({ name, isEdge }).toEqual({ name, isEdge: /^(cdn|edge)-/.test(name) });
    expect(inputs["alarmActions"]).toEqual([isEdge ? edge : home]);
    expect(inputs["okActions"]).toEqual([isEdge ? edge : home]);
  }
  expect(layer.outputs["edgeAlertTopicArn"]).toEqual(edge);
});

test("in us-east-1 the one topic serves the edge as well", async () => {
  const layer = await run("web-api-prod", { cdn: { distributionId: "E1A2B3C4D5E6F7" } });
  expect(layer.all("aws:sns/topic:Topic")).toHaveLength(1);
  expect(layer.outputs["edgeAlertTopicArn"]).toBe(layer.outputs["alertTopicArn"]);
  expect(alarm(layer, "cdn-5xx")).toMatchObject({
    region: "us-east-1",
    namespace: "AWS/CloudFront",
    metricName: "5xxErrorRate",
    dimensions: { DistributionId: "E1A2B3C4D5E6F7", Region: "Global" },
    threshold: 1,
    period: 300,
    evaluationPeriods: 1,
    statistic: "Average",
  });
});

test("topics have keys of their own, which the services that publish may use, and each address is subscribed", async () => {
  const layer = await run("doc-pipeline-dev", allOfDocPipeline);
  const topics = layer.all("aws:sns/topic:Topic");
  expect(topics.map(({ inputs }) => [inputs["region"], inputs["kmsMasterKeyId"]])).toEqual([
    ["us-west-1", expect.stringMatching(/^arn:aws:kms:us-west-1:123456789012:key\//)],
    ["us-east-1", expect.stringMatching(/^arn:aws:kms:us-east-1:123456789012:key\//)],
  ]);
  const keys = layer.all("aws:kms/key:Key").map(({ inputs }) => inputs);
  expect(keys).toEqual([
    expect.objectContaining({ enableKeyRotation: true, deletionWindowInDays: 7 }),
    expect.objectContaining({ enableKeyRotation: true, deletionWindowInDays: 7 }),
  ]);
  expect(
    layer
      .all("aws:sns/topicSubscription:TopicSubscription")
      .map(({ inputs }) => [inputs["region"], inputs["endpoint"]]),
  ).toEqual([
    ["us-west-1", "ops@example.com"],
    ["us-east-1", "ops@example.com"],
  ]);
});

test("tap is called for answers slower than 5 s, for unhealthy hosts after 5 minutes and for a busy database", async () => {
  const layer = await run("tap-poc", { data: { cache: undefined } });
  expect(alarm(layer, "public-alb-api-response")).toMatchObject({
    name: "tap-poc-public-alb-api-response",
    namespace: "AWS/ApplicationELB",
    metricName: "TargetResponseTime",
    extendedStatistic: "p95",
    dimensions: { LoadBalancer: "app/alb/1", TargetGroup: "targetgroup/api/1" },
    comparisonOperator: "GreaterThanThreshold",
    threshold: 5,
    period: 60,
    evaluationPeriods: 5,
    treatMissingData: "notBreaching",
  });
  expect(alarm(layer, "public-alb-api-response")).not.toHaveProperty("statistic");
  expect(alarm(layer, "public-alb-api-unhealthy-hosts")).toMatchObject({
    metricName: "UnHealthyHostCount",
    statistic: "Maximum",
    threshold: 0,
    evaluationPeriods: 5,
  });
  expect(alarm(layer, "database-cpu")).toMatchObject({
    namespace: "AWS/RDS",
    metricName: "CPUUtilization",
    dimensions: { DBInstanceIdentifier: "db" },
    threshold: 80,
    period: 60,
    evaluationPeriods: 10,
    alarmDescription:
      "Database: CPU (%) of database in tap-poc is above 80 for 10 minutes (20-data, obs.alarms.databaseCpuPercent)",
  });
  const composite = layer.resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "users-affected").inputs;
  expect(composite["alarmRule"]).toContain(
    'ALARM("tap-poc-public-alb-api-response") OR ALARM("tap-poc-public-alb-api-unhealthy-hosts")',
  );
  expect(layer.all("aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
});

test("HTTP and REST APIs are watched by the metrics and dimensions of their kind", async () => {
  const queriesOf = (layer: LayerRun) => alarm(layer, "api-5xx")["metricQueries"];
  const http = await run("doc-pipeline-dev", httpApi);
  expect(queriesOf(http)).toEqual([
    {
      id: "bad0",
      metric: {
        namespace: "AWS/ApiGateway",
        metricName: "5xx",
        dimensions: { ApiId: "a1b2c3d4e5" },
        period: 600,
        stat: "Sum",
      },
      returnData: false,
    },
    {
      id: "total",
      metric: {
        namespace: "AWS/ApiGateway",
        metricName: "Count",
        dimensions: { ApiId: "a1b2c3d4e5" },
        period: 600,
        stat: "Sum",
      },
      returnData: false,
    },
    {
      id: "answer",
      expression: "IF(FILL(total, 0) >= 10, 100 * (FILL(bad0, 0)) / total, 0)",
      label: "answer",
      returnData: true,
    },
  ]);
  const rest = await run("doc-pipeline-prod", {
    auth: { apiKind: "rest", apiId: "a1b2c3d4e5", apiName: "api", apiStage: "prod" },
  });
  expect(queriesOf(rest)[0].metric).toEqual({
    namespace: "AWS/ApiGateway",
    metricName: "5XXError",
    dimensions: { ApiName: "api", Stage: "prod" },
    period: 300,
    stat: "Sum",
  });
});

test("utm's Aurora is watched by cluster and capacity, and its job queue may drop nothing", async () => {
  const layer = await run("utm-prod", {
    data: {
      db: {
        engine: "aurora-postgresql",
        identifier: "utm-prod-db",
        resourceId: "cluster-ABCDEFGHIJKL",
        host: "db.example.com",
        port: 5432,
        name: "utm",
        extraDatabases: [],
        masterSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:m-AbCdEf",
      },
      cache: {
        engine: "redis",
        replicationGroupId: "jobs-1",
        nodes: 2,
        host: "cache.example.com",
        port: 6379,
        tls: true,
      },
    },
  });
  expect(alarm(layer, "database-capacity")).toMatchObject({
    metricName: "ACUUtilization",
    dimensions: { DBClusterIdentifier: "utm-prod-db" },
  });
  expect(namesOf(layer)).not.toContain("database-free-storage");
  expect(alarm(layer, "cache-002-evictions")).toMatchObject({
    metricName: "Evictions",
    dimensions: { CacheClusterId: "jobs-1-002" },
    threshold: 0,
    period: 900,
  });
  expect(layer.resource("aws:rds/eventSubscription:EventSubscription").inputs).toMatchObject({
    sourceType: "db-cluster",
    sourceIds: ["utm-prod-db"],
  });
});

test("app-runner's services are watched by the metrics of their engine, from the first image on", async () => {
  const services = (arn?: string) => ({ app: { ...serviceOutputs("app"), arn, targetGroupArnSuffixes: [] } });
  const clusterless = { clusterName: undefined, clusterArn: undefined, publicLoadBalancer: undefined };
  const runner = { ...clusterless, engine: "apprunner", exposure: "service" } as const;
  const arn = "arn:aws:apprunner:us-east-1:123456789012:service/app/8fe1e10304f84fd2b0df550fe98a71fa";
  const layer = await run("app-runner-prod", { compute: { ...runner, services: services(arn) } });
  expect(alarm(layer, "service-app-latency")).toMatchObject({
    namespace: "AWS/AppRunner",
    metricName: "RequestLatency",
    dimensions: { ServiceName: "app", ServiceID: "8fe1e10304f84fd2b0df550fe98a71fa" },
    extendedStatistic: "p95",
  });
  const before = await run("app-runner-prod", { compute: { ...runner, services: services() } });
  expect(namesOf(before).filter((name) => name.startsWith("service-"))).toEqual([]);

  const express = { clusterName: "cluster", engine: "ecs-express", exposure: "service" } as const;
  const expressArn = "arn:aws:ecs:us-east-1:123456789012:service/cluster/app";
  const on = await run("app-runner-prod", {
    compute: { ...clusterless, ...express, services: services(expressArn) },
  });
  expect(alarm(on, "service-app-missing-tasks")).toMatchObject({
    namespace: "AWS/ECS",
    metricName: "CPUUtilization",
    statistic: "SampleCount",
    dimensions: { ClusterName: "cluster", ServiceName: "app" },
    comparisonOperator: "LessThanThreshold",
    threshold: 2,
    treatMissingData: "breaching",
  });
  const lambda = { ...clusterless, engine: "lambda", exposure: "service" } as const;
  const functions = await run("app-runner-dev", { compute: { ...lambda, services: services() } });
  expect(alarm(functions, "service-app-throttled")).toMatchObject({
    namespace: "AWS/Lambda",
    metricName: "Throttles",
    dimensions: { FunctionName: "app" },
  });
});

test("a service without an image is not missed", async () => {
  const layer = await run("doc-pipeline-dev", {
    compute: { services: { api: { ...serviceOutputs("api"), minTasks: 0 } } },
  });
  expect(namesOf(layer)).not.toContain("service-api-missing-tasks");
});

test("an alarm that nobody wants is not made, and its chart is not drawn", async () => {
  const layer = await run("doc-pipeline-dev", {}, { alarms: { databaseConnections: "off" } });
  expect(namesOf(layer)).not.toContain("database-connections");
  expect(JSON.stringify(dashboard(layer))).not.toContain("DatabaseConnections");
});

test("errors are counted in the logs of services and workers, and the usual questions are kept", async () => {
  const layer = await run("doc-pipeline-dev", allOfDocPipeline);
  expect(
    layer.all("aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs),
  ).toMatchObject([
    {
      logGroupName: "/ecs/api",
      pattern: "?ERROR ?FATAL ?CRITICAL ?Exception ?Traceback",
      metricTransformation: {
        namespace: "Logs/doc-pipeline-dev",
        name: "service-api-errors",
        value: "1",
        defaultValue: "0",
      },
    },
    { logGroupName: "/ecs/worker" },
  ]);
  expect(alarm(layer, "service-api-log-errors")).toMatchObject({
    namespace: "Logs/doc-pipeline-dev",
    metricName: "service-api-errors",
    statistic: "Sum",
    threshold: 50,
  });
  expect(
    layer.all("aws:cloudwatch/queryDefinition:QueryDefinition").map(({ inputs }) => inputs["name"]),
  ).toEqual([
    "doc-pipeline-dev/errors",
    "doc-pipeline-dev/lines by minute",
    "doc-pipeline-dev/what is said most often",
  ]);
});

test("what no metric shows reaches the topic too: database events and deployments that were rolled back", async () => {
  const layer = await run("doc-pipeline-dev");
  const topic = layer.outputs["alertTopicArn"];
  expect(layer.resource("aws:rds/eventSubscription:EventSubscription").inputs).toMatchObject({
    snsTopic: topic,
    sourceType: "db-instance",
    sourceIds: ["db"],
  });
  expect(layer.resource("aws:cloudwatch/eventTarget:EventTarget").inputs["arn"]).toBe(topic);
  expect(JSON.parse(layer.resource("aws:cloudwatch/eventRule:EventRule").inputs["eventPattern"])).toEqual({
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: [{ prefix: "arn:aws:ecs:us-west-1:123456789012:service/cluster/" }],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  });
});

test("cost of the environment alone joins the alarms where somebody asks for it, and only there", async () => {
  const asked = await run(
    "doc-pipeline-dev",
    {},
    { budget: { monthlyLimitUsd: 200 }, costAnomaly: { minimumImpactUsd: 20 } },
  );
  const topic = asked.outputs["alertTopicArn"];
  expect(asked.resource("aws:budgets/budget:Budget").inputs).toMatchObject({
    limitAmount: "200",
    costFilters: [{ name: "TagKeyValue", values: ["user:Environment$dev"] }],
    notifications: [
      { notificationType: "ACTUAL", threshold: 80, subscriberSnsTopicArns: [topic] },
      { notificationType: "FORECASTED", threshold: 100, subscriberSnsTopicArns: [topic] },
    ],
  });
  expect(asked.resource("aws:costexplorer/anomalySubscription:AnomalySubscription").inputs).toMatchObject({
    frequency: "IMMEDIATE",
    subscribers: [{ type: "SNS", address: topic }],
  });
  const unasked = await run("doc-pipeline-dev");
  expect(unasked.resources.filter(({ type }) => /^aws:(budgets|costexplorer)/.test(type))).toEqual([]);
});

test("traces are sampled and grouped by service where there are traces, and only there", async () => {
  const traced = await run("doc-pipeline-prod");
  expect(traced.resource("aws:xray/samplingRule:SamplingRule").inputs).toMatchObject({
    ruleName: "doc-pipeline-prod-api",
    serviceName: "doc-pipeline-prod-api",
    fixedRate: 0.05,
  });
  expect(traced.resource("aws:xray/group:Group").inputs).toMatchObject({
    groupName: "doc-pipeline-prod-api",
    filterExpression: 'service("doc-pipeline-prod-api") { fault = true OR error = true OR responsetime > 2 }',
  });
  const untraced = await run("doc-pipeline-dev");
  expect(untraced.resources.filter(({ type }) => type.startsWith("aws:xray"))).toEqual([]);
});

test("the dashboard has a row for each layer, and every alarm in its overview", async () => {
  const layer = await run("doc-pipeline-dev", allOfDocPipeline);
  const { widgets } = dashboard(layer);
  expect(
    widgets
      .filter(({ type }: any) => type === "text")
      .map((one: any) => one.properties.markdown.split("\n")[0]),
  ).toEqual([
    "# doc-pipeline-dev",
    "## 90-cdn",
    "## 80-harden",
    "## 70-docpipeline",
    "## 60-queues",
    "## 50-auth",
    "## 30-ecs",
    "## 20-data",
    "## 10-network",
  ]);
  const overview = widgets.find(({ type }: any) => type === "alarm");
  expect(overview.properties.alarms).toHaveLength(37);
  expect(overview.properties.alarms).toContain(
    "arn:aws:cloudwatch:us-east-1:123456789012:alarm:doc-pipeline-dev-cdn-5xx",
  );
});
