import { expect, test } from "@jest/globals";
import type { QueuesConfigInput } from "../../../stacks/60-queues/config.ts";
import { belowQueues } from "../../support/examples/below-queues.ts";
import { examples, pushed, withImages, type QueuesExample } from "../../support/examples/queues.ts";
import { runLayer, type LayerRun } from "../../support/layer-under-mocks.ts";

type Below = Parameters<typeof belowQueues>[2];

const run = (config: QueuesConfigInput, below?: Below): Promise<LayerRun> =>
  runLayer({
    layer: "60-queues",
    stack: "dev",
    config,
    upstreams: belowQueues("dev", config.region, below),
  });
const runs = new Map<string, Promise<LayerRun>>();
/** Each example is run once; the tests only look. */
const running = (name: QueuesExample): Promise<LayerRun> => {
  const known = runs.get(name) ?? run(withImages(examples[name]));
  runs.set(name, known);
  return known;
};

const queue = (layer: LayerRun, name: string) =>
  layer.all("aws:sqs/queue:Queue").find((one) => one.name === name)?.inputs ?? {};
const policy = (layer: LayerRun, name: string) =>
  JSON.parse(layer.all("aws:iam/rolePolicy:RolePolicy").find((one) => one.name === name)?.inputs["policy"])
    .Statement;
const service = (layer: LayerRun, name: string) => layer.resource("aws:ecs/service:Service", name).inputs;
const container = (layer: LayerRun): Record<string, any> =>
  JSON.parse(layer.resource("aws:ecs/taskDefinition:TaskDefinition").inputs["containerDefinitions"])[0];
const environment = (layer: LayerRun) =>
  Object.fromEntries(container(layer)["environment"].map((one: any) => [one.name, one.value]));
const count = (layer: LayerRun, type: string) => layer.all(type).length;

const arn = (name: string, region = "us-west-1") => `arn:aws:sqs:${region}:123456789012:${name}`;
const url = (name: string, region = "us-west-1") =>
  `https://sqs.${region}.amazonaws.com/123456789012/${name}`;

test("doc-pipeline's queues each set aside what fails five times, for fourteen days", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(layer.all("aws:sqs/queue:Queue").map(({ inputs }) => inputs["name"])).toEqual([
    "doc-pipeline-dev-app-dlq",
    "doc-pipeline-dev-stripe-dlq",
    "doc-pipeline-dev-notify-dlq",
    "doc-pipeline-dev-app",
    "doc-pipeline-dev-stripe",
    "doc-pipeline-dev-notify",
  ]);
  expect(queue(layer, "app")).toMatchObject({
    visibilityTimeoutSeconds: 360,
    messageRetentionSeconds: 4 * 86_400,
    receiveWaitTimeSeconds: 20,
    maxMessageSize: 1_048_576,
    redrivePolicy: JSON.stringify({
      deadLetterTargetArn: arn("doc-pipeline-dev-app-dlq"),
      maxReceiveCount: 5,
    }),
  });
  expect(queue(layer, "app-dlq")).toMatchObject({ messageRetentionSeconds: 14 * 86_400 });
  const allowed = layer
    .all("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy")
    .find(({ name }) => name === "app");
  expect(allowed?.inputs).toMatchObject({
    queueUrl: url("doc-pipeline-dev-app-dlq"),
    redriveAllowPolicy: JSON.stringify({
      redrivePermission: "byQueue",
      sourceQueueArns: [arn("doc-pipeline-dev-app")],
    }),
  });
});

test("app-runner has a dead-letter queue in production only", async () => {
  const [dev, prod] = [await running("app-runner-dev"), await running("app-runner-prod")];
  expect([count(dev, "aws:sqs/queue:Queue"), count(prod, "aws:sqs/queue:Queue")]).toEqual([1, 2]);
  expect(queue(dev, "jobs")["redrivePolicy"]).toBeUndefined();
  expect(dev.outputs["queues"].jobs).toEqual({
    name: "app-runner-dev-jobs",
    url: url("app-runner-dev-jobs", "us-east-1"),
    arn: arn("app-runner-dev-jobs", "us-east-1"),
  });
  expect(prod.outputs["queues"].jobs.deadLetterName).toBe("app-runner-dev-jobs-dlq");
});

test("every queue is encrypted, by SQS's key or by ours, and never by both", async () => {
  for (const { inputs } of (await running("doc-pipeline-dev")).all("aws:sqs/queue:Queue")) {
    expect(inputs).toMatchObject({ sqsManagedSseEnabled: true });
    expect(inputs["kmsMasterKeyId"]).toBeUndefined();
  }
  for (const { inputs } of (await running("doc-pipeline-prod")).all("aws:sqs/queue:Queue")) {
    expect(inputs["kmsMasterKeyId"]).toMatch(/^arn:aws:kms:/);
    expect(inputs["sqsManagedSseEnabled"]).toBeUndefined();
  }
});

test("our key rotates, and of AWS's services lets in those that send", async () => {
  const key = (await running("doc-pipeline-prod")).resource("aws:kms/key:Key").inputs;
  expect(key).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
  expect(JSON.parse(key["policy"]).Statement[1]).toEqual({
    Sid: "SendersEncrypt",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
  });
});

test("no queue, dead letters included, can be reached without TLS or by strangers", async () => {
  for (const name of ["doc-pipeline-dev", "doc-pipeline-prod", "app-runner-prod"] as const) {
    const layer = await running(name);
    const policies = layer.all("aws:sqs/queuePolicy:QueuePolicy");
    expect(policies.map((one) => one.name).sort()).toEqual(
      layer
        .all("aws:sqs/queue:Queue")
        .map((one) => one.name)
        .sort(),
    );
    for (const { inputs } of policies) {
      const [deny, ...allows] = JSON.parse(inputs["policy"]).Statement;
      expect(deny).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
      expect(allows.filter((one: any) => one.Principal === "*")).toEqual([]);
    }
  }
});

test("a fifo queue and its dead letters are of one type and named as SQS wants", async () => {
  const layer = await run({
    ...examples["app-runner-prod"],
    queues: { orders: { fifo: true, deduplicateByContent: true } },
  });
  expect(queue(layer, "orders")).toMatchObject({
    name: "app-runner-dev-orders.fifo",
    fifoQueue: true,
    contentBasedDeduplication: true,
  });
  expect(queue(layer, "orders-dlq")).toMatchObject({
    name: "app-runner-dev-orders-dlq.fifo",
    fifoQueue: true,
  });
  expect(layer.outputs["queues"].orders.url).toBe(url("app-runner-dev-orders.fifo", "us-east-1"));
});

test("30-ecs's API may send to its two queues and neither read nor purge them", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(layer.resource("aws:iam/rolePolicy:RolePolicy", "api-queues").inputs["role"]).toBe(
    "api-task-0a1b2c3",
  );
  expect(policy(layer, "api-queues")).toEqual([
    {
      Sid: "SendMessages",
      Effect: "Allow",
      Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
      Resource: [arn("doc-pipeline-dev-app"), arn("doc-pipeline-dev-stripe")],
    },
  ]);
});

test("a sender to a queue with our key may use the key", async () => {
  const layer = await running("doc-pipeline-prod");
  expect(policy(layer, "api-queues")[1]).toMatchObject({
    Sid: "UseQueueKey",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: expect.stringMatching(/^arn:aws:kms:us-west-1:123456789012:key\//),
  });
  expect(layer.outputs["queues"].app.kmsKeyArn).toMatch(/^arn:aws:kms:/);
});

test("without workers a service of 30-ecs empties the queue", async () => {
  expect(policy(await running("app-runner-dev"), "app-queues").map((one: any) => one.Sid)).toEqual([
    "ReceiveMessages",
    "SendMessages",
  ]);
});

test("services find the queues in SSM, below the environment's prefix", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(
    layer
      .all("aws:ssm/parameter:Parameter")
      .map(({ inputs }) => [inputs["name"], inputs["insecureValue"], inputs["type"]]),
  ).toEqual(
    ["app", "stripe", "notify"].map((name) => [
      `/product/env/queues/${name}`,
      url(`doc-pipeline-dev-${name}`),
      "String",
    ]),
  );
});

test("doc-pipeline's worker runs the pushed digest on Spot, with two minutes to hand back its job", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(service(layer, "default")).toMatchObject({
    name: "default-worker",
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    deploymentCircuitBreaker: { enable: true, rollback: true },
    networkConfiguration: { assignPublicIp: false, securityGroups: [`sg-0${"2".repeat(16)}`] },
  });
  expect(service(layer, "default")["loadBalancers"] ?? []).toEqual([]);
  expect(container(layer)).toMatchObject({
    image: `123456789012.dkr.ecr.us-west-1.amazonaws.com/worker@${pushed}`,
    stopTimeout: 120,
    portMappings: [],
    readonlyRootFilesystem: true,
  });
  expect(layer.outputs["workerServices"]).toEqual({
    default: { name: "default-worker", minTasks: 0, logGroupName: "/ecs/doc-pipeline-dev-default-worker" },
  });
  expect(layer.resource("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"]).toBe(7);
});

test("the worker is told its queues' addresses and how long it may ask not to be stopped", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(environment(layer)).toMatchObject({
    QUEUE_URL_APP: url("doc-pipeline-dev-app"),
    QUEUE_URL_STRIPE: url("doc-pipeline-dev-stripe"),
    QUEUE_URL_NOTIFY: url("doc-pipeline-dev-notify"),
    TASK_PROTECTION_MINUTES: "5",
    DB_HOST: "db.example.internal.com",
  });
  expect(policy(layer, "default-protection")).toEqual([
    {
      Sid: "ProtectRunningJobs",
      Effect: "Allow",
      Action: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
      Resource: "arn:aws:ecs:us-west-1:123456789012:task/cluster/*",
    },
  ]);
  expect(policy(layer, "default-queues").map((one: any) => [one.Sid, one.Resource.length])).toEqual([
    ["ReceiveMessages", 3],
    ["SendMessages", 1],
  ]);
});

test("the worker holds its backlog per task, jobs in work included", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(layer.resource("aws:appautoscaling/target:Target").inputs).toMatchObject({
    resourceId: "service/cluster/default-worker",
    minCapacity: 0,
    maxCapacity: 2,
  });
  const { targetTrackingScalingPolicyConfiguration: tracking } = layer.resource(
    "aws:appautoscaling/policy:Policy",
    "backlog",
  ).inputs;
  const { metrics } = tracking.customizedMetricSpecification;
  expect(tracking.targetValue).toBe(10);
  expect(metrics.slice(-1)[0]).toMatchObject({
    expression:
      "(FILL(waiting0, 0) + FILL(waiting1, 0) + FILL(waiting2, 0) + FILL(working0, 0) + FILL(working1, 0) + FILL(working2, 0)) / tasks",
    returnData: true,
  });
  expect(metrics.find((one: any) => one.id === "working1").metricStat.metric).toEqual({
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesNotVisible",
    dimensions: [{ name: "QueueName", value: "doc-pipeline-dev-stripe" }],
  });
});

test("work wakes a sleeping worker by a step of its own, and only while no task is asked for", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(layer.resource("aws:appautoscaling/policy:Policy", "wake").inputs).toMatchObject({
    policyType: "StepScaling",
    stepScalingPolicyConfiguration: {
      adjustmentType: "ExactCapacity",
      stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
    },
  });
  const alarm = layer.resource("aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
  expect(alarm).toMatchObject({ threshold: 0, evaluationPeriods: 1, treatMissingData: "notBreaching" });
  expect(alarm["alarmActions"][0]).toMatch(/:policyName\/default-wake/);
  expect(alarm["metricQueries"].slice(-1)[0].expression).toBe(
    "IF(FILL(tasks, 0) < 1, FILL(waiting0, 0) + FILL(waiting1, 0) + FILL(waiting2, 0), 0)",
  );
});

test("a worker that never sleeps needs no waking", async () => {
  const layer = await running("doc-pipeline-prod");
  expect(count(layer, "aws:cloudwatch/metricAlarm:MetricAlarm")).toBe(0);
  expect(layer.all("aws:appautoscaling/policy:Policy").map(({ name }) => name)).toEqual(["default-backlog"]);
  expect(service(layer, "default")["desiredCount"]).toBe(1);
});

test("before the first image the worker has its roles but no task and no scaling", async () => {
  const layer = await run(examples["doc-pipeline-dev"]);
  expect(service(layer, "default")).toMatchObject({ desiredCount: 0, waitForSteadyState: false });
  expect(count(layer, "aws:appautoscaling/target:Target")).toBe(0);
  expect(count(layer, "aws:cloudwatch/metricAlarm:MetricAlarm")).toBe(0);
});

test("utm's worker is one task that reads Redis over TLS, on demand, without any queue", async () => {
  const layer = await running("utm-dev");
  expect(count(layer, "aws:sqs/queue:Queue")).toBe(0);
  expect(layer.resource("aws:ecs/taskDefinition:TaskDefinition").inputs).toMatchObject({
    cpu: "512",
    memory: "1024",
  });
  expect(service(layer, "default")).toMatchObject({
    desiredCount: 1,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
  });
  expect(environment(layer)).toMatchObject({
    CACHE_HOST: "cache.example.internal.com",
    CACHE_PORT: "6379",
    CACHE_TLS: "true",
  });
  expect(container(layer)["secrets"].map((one: any) => one.name)).toContain("CACHE_PASSWORD");
});

test("a worker of Redis scales on the metric that the app sends", async () => {
  const config = withImages(examples["utm-dev"]);
  const layer = await run({
    ...config,
    workers: {
      default: {
        ...config.workers?.["default"],
        scaling: {
          min: 0,
          max: 3,
          backlogPerTask: 5,
          backlogMetric: { namespace: "Jobs", name: "Open", dimensions: { Queue: "mail" } },
        },
      },
    },
  });
  const { metrics } = layer.resource("aws:appautoscaling/policy:Policy", "backlog").inputs[
    "targetTrackingScalingPolicyConfiguration"
  ].customizedMetricSpecification;
  expect(metrics[0].metricStat.metric).toEqual({
    namespace: "Jobs",
    metricName: "Open",
    dimensions: [{ name: "Queue", value: "mail" }],
  });
});

test("refuses to scale on a backlog where nobody counts the tasks", async () => {
  await expect(run(examples["doc-pipeline-dev"], { compute: { countsTasks: false } })).rejects.toThrow(
    `the configuration of 60-queues/dev does not fit the layers below it:
  - 60-queues:workers.default.scaling shares the backlog among running tasks, which nobody counts: compute.containerInsights of 30-ecs is off; turn it on, or set desired instead of scaling`,
  );
});

test("a worker joins Service Connect to call services, and in Cloud Map has nothing to register", async () => {
  const namespace = "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1";
  const joined = (discovery: "serviceConnect" | "cloudmap") =>
    run(withImages(examples["utm-dev"]), { compute: { discovery, discoveryNamespaceArn: namespace } });
  expect(service(await joined("serviceConnect"), "default")["serviceConnectConfiguration"]).toEqual({
    enabled: true,
    namespace,
  });
  const dns = service(await joined("cloudmap"), "default");
  expect([dns["serviceConnectConfiguration"], dns["serviceRegistries"]]).toEqual([undefined, undefined]);
});

test("every role carries the account's permissions boundary", async () => {
  const roles = (await running("doc-pipeline-prod")).all("aws:iam/role:Role");
  expect(roles.map(({ inputs }) => inputs["permissionsBoundary"])).toEqual(
    Array(2).fill("arn:aws:iam::123456789012:policy/boundary"),
  );
});

test.each(["lambda", "apprunner"] as const)("refuses a worker where 30-ecs runs on %s", async (engine) => {
  await expect(run(examples["doc-pipeline-dev"], { compute: { engine } })).rejects.toThrow(
    `the configuration of 60-queues/dev does not fit the layers below it:
  - 60-queues:workers has default, but compute.engine of 30-ecs is ${engine}, which has no cluster for workers, expected fargate or ecs-express; change the engine, or remove the workers and let a service receive (queues.*.receivers)`,
  );
});

test("queues alone work with every engine", async () => {
  const layer = await run(examples["app-runner-dev"], {
    compute: { engine: "lambda", clusterName: undefined, clusterArn: undefined, execLogGroupArn: undefined },
  });
  expect(count(layer, "aws:sqs/queue:Queue")).toBe(1);
});

test("refuses what the layers below do not have, all at once", async () => {
  const config = structuredClone(examples["doc-pipeline-dev"]) as QueuesConfigInput;
  config.queues!["app"]!.senders = ["web"];
  config.queues!["app"]!.receivers = ["mailer"];
  Object.assign(config.workers!["default"]!, { repository: "jobs" });
  config.workers!["mail"] = { source: "redis" };
  const below: Below = {
    network: { hasEgress: false },
    data: { cache: undefined, secretArns: {}, buckets: {} },
    compute: {
      services: { "mail-worker": belowQueuesService },
    },
  };
  await expect(run(config, below)).rejects.toThrow(
    `the configuration of 60-queues/dev does not fit the layers below it:
  - 60-queues:compute.egress is internet, but tasks in the task subnets of 10-network cannot reach it and would never pull their image; give the network a way out (network.nat: single), or let 80-harden make endpoints, sqs among them, and set compute.egress to endpoints
  - 60-queues:queues.app.senders.0 is not a service of 30-ecs, expected one of mail-worker, got "web"; add it to compute.services or correct the name
  - 60-queues:queues.app.receivers.0 is not a service of 30-ecs, expected one of mail-worker, got "mailer"; add it to compute.services or correct the name
  - 60-queues:queues.stripe.senders.0 is not a service of 30-ecs, expected one of mail-worker, got "api"; add it to compute.services or correct the name
  - 60-queues:workers.mail would be the service "mail-worker", which 30-ecs has in the same cluster; rename one of them
  - 60-queues:workers.default.repository is not a repository of 30-ecs, expected one of api, worker, got "jobs"; add it to ecr.repos or correct the name
  - 60-queues:workers.default.secrets.SENTRY_DSN names the secret "sentry", which 20-data does not have, expected db, dbMaster; add it to data.secrets
  - 60-queues:workers.default.secrets.STRIPE_SECRET_KEY names the secret "stripe", which 20-data does not have, expected db, dbMaster; add it to data.secrets
  - 60-queues:workers.default.buckets.docsOriginal names a bucket that 20-data does not have, expected one of none; add it to data.buckets
  - 60-queues:workers.default.buckets.docsProcessed names a bucket that 20-data does not have, expected one of none; add it to data.buckets
  - 60-queues:workers.mail.source is redis, but 20-data has no cache; set data.cache.kind, or read a queue with source sqs`,
  );
});

const belowQueuesService = {
  name: "mail-worker",
  taskRoleName: "mail-worker-task",
  taskRoleArn: "arn:aws:iam::123456789012:role/mail-worker-task",
  targetGroupArnSuffixes: [],
  logGroupName: "/ecs/mail-worker",
};
