import { expect, test } from "@jest/globals";
import type { ComputeConfigInput } from "../../../stacks/30-ecs/config.ts";
import { belowCompute, type Below } from "../../support/examples/below-compute.ts";
import { examples, pushed, withImages } from "../../support/examples/compute.ts";
import { runLayer, type LayerRun, type RecordedResource } from "../../support/layer-under-mocks.ts";

type Example = keyof typeof examples;
/** Parsed JSON or recorded inputs, of which a test names only what matters. */
type Loose = RecordedResource["inputs"];

const run = (config: ComputeConfigInput, below?: Below): Promise<LayerRun> =>
  runLayer({
    layer: "30-ecs",
    stack: "dev",
    config,
    upstreams: belowCompute("dev", config.region, below),
  });

const running = (name: Example, below?: Below) => run(withImages(examples[name]), below);
const unpushed = (name: Example, below?: Below) => run(examples[name], below);

const service = (layer: LayerRun, name: string) => layer.resource("aws:ecs/service:Service", name).inputs;
const task = (layer: LayerRun, name: string) =>
  layer.resource("aws:ecs/taskDefinition:TaskDefinition", name).inputs;
const containers = (layer: LayerRun, name: string): Loose[] =>
  JSON.parse(task(layer, name)["containerDefinitions"]);
const environment = (container: Loose) =>
  Object.fromEntries(container["environment"].map((one: Loose) => [one.name, one.value]));
const secrets = (container: Loose) =>
  Object.fromEntries(container["secrets"].map((one: Loose) => [one.name, one.valueFrom]));
const policy = (layer: LayerRun, name: string) =>
  JSON.parse(layer.resource("aws:iam/rolePolicy:RolePolicy", name).inputs["policy"]).Statement;
const count = (layer: LayerRun, type: string) => layer.all(type).length;

const secretArn = (name: string, region = "us-west-1") =>
  `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-AbCdEf`;

test("before the first image a service exists with no tasks, no scaling and no migration", async () => {
  const layer = await unpushed("doc-pipeline-dev");
  expect(service(layer, "api")).toMatchObject({ desiredCount: 0, waitForSteadyState: false });
  expect(containers(layer, "api")[0]!["image"]).toMatch(/doc-pipeline-dev-api:not-pushed-yet$/);
  expect(layer.outputs["migration"]).toBeUndefined();
  expect(layer.outputs["services"].api.taskRoleName).toBeDefined();
});

test("doc-pipeline's API runs two tasks of the pushed digest behind a public load balancer", async () => {
  const layer = await running("doc-pipeline-dev");
  expect(service(layer, "api")).toMatchObject({
    name: "api",
    desiredCount: 2,
    waitForSteadyState: true,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    deploymentCircuitBreaker: { enable: true, rollback: true },
    deploymentConfiguration: { strategy: "ROLLING" },
    networkConfiguration: { assignPublicIp: false, securityGroups: [`sg-0${"2".repeat(16)}`] },
    healthCheckGracePeriodSeconds: 60,
  });
  expect(containers(layer, "api")[0]).toMatchObject({
    image: `123456789012.dkr.ecr.us-west-1.amazonaws.com/doc-pipeline-dev-api@${pushed}`,
    readonlyRootFilesystem: true,
    mountPoints: [{ sourceVolume: "api-tmp", containerPath: "/tmp", readOnly: false }],
    portMappings: [{ name: "api", containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
  });
  expect(task(layer, "api")).toMatchObject({
    family: "doc-pipeline-dev-api",
    cpu: "512",
    memory: "1024",
    volumes: [{ name: "api-tmp" }],
    runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
  });
  expect(layer.resource("aws:lb/targetGroup:TargetGroup").inputs).toMatchObject({
    port: 3000,
    targetType: "ip",
    deregistrationDelay: 30,
    healthCheck: { path: "/healthz", matcher: "200" },
  });
  expect(layer.outputs["exposure"]).toBe("public");
  expect(layer.outputs["appUrl"]).toMatch(/^http:\/\/public-/);
});

test("in open mode tasks run in public subnets with a public address", async () => {
  const publicSubnets = [`subnet-0${"1".repeat(16)}`];
  const layer = await running("doc-pipeline-dev", {
    network: { taskSubnetIds: publicSubnets, assignPublicIp: true },
  });
  expect(service(layer, "api")["networkConfiguration"]).toMatchObject({
    subnets: publicSubnets,
    assignPublicIp: true,
  });
});

test("the app gets the database's app user, its buckets' names and its secrets, never the master", async () => {
  const [api] = containers(await running("doc-pipeline-dev"), "api");
  expect(environment(api!)).toEqual({
    BUCKET_DOCS_ORIGINAL: "original",
    BUCKET_DOCS_PROCESSED: "processed",
    DB_HOST: "db.example.internal.com",
    DB_NAME: "app",
    DB_PORT: "5432",
    DB_SSLMODE: "require",
    SSM_PATH: "/product/env/",
  });
  expect(secrets(api!)).toEqual({
    DB_PASSWORD: `${secretArn("app")}:password::`,
    DB_USERNAME: `${secretArn("app")}:username::`,
    SENTRY_DSN: secretArn("sentry"),
    STRIPE_SECRET_KEY: `${secretArn("stripe")}:secretKey::`,
  });
});

test("the role that starts a task reads its secrets and image, the app's role only what it was granted", async () => {
  const layer = await running("doc-pipeline-dev");
  const key = "arn:aws:kms:us-west-1:123456789012:key/1";
  expect(policy(layer, "api-start")).toEqual([
    { Sid: "LogInToEcr", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
    expect.objectContaining({
      Sid: "PullImages",
      Resource: ["arn:aws:ecr:us-west-1:123456789012:repository/doc-pipeline-dev-api"],
    }),
    expect.objectContaining({
      Sid: "WriteLogs",
      Resource: ["arn:aws:logs:us-west-1:123456789012:log-group:/ecs/doc-pipeline-dev-api:*"],
    }),
    expect.objectContaining({
      Sid: "ReadSecrets",
      Resource: [secretArn("app"), secretArn("sentry"), secretArn("stripe")],
    }),
    { Sid: "DecryptSecrets", Effect: "Allow", Action: ["kms:Decrypt"], Resource: key },
  ]);
  expect(policy(layer, "api-buckets")).toEqual([
    {
      Effect: "Allow",
      Action: [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
      ],
      Resource: "arn:aws:s3:::original/*",
    },
    { Effect: "Allow", Action: ["s3:ListBucket"], Resource: "arn:aws:s3:::original" },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: "arn:aws:s3:::processed/*",
    },
    { Effect: "Allow", Action: ["s3:ListBucket"], Resource: "arn:aws:s3:::processed" },
    { Sid: "UseBucketKey", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key },
  ]);
  expect(layer.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
});

test("every role carries the account's permissions boundary", async () => {
  for (const name of [
    "doc-pipeline-prod",
    "app-runner-prod",
    "app-runner-existing",
    "web-api-lambda",
  ] as const) {
    const roles = (await running(name)).all("aws:iam/role:Role");
    expect(roles.map(({ inputs }) => inputs["permissionsBoundary"])).toEqual(
      roles.map(() => "arn:aws:iam::123456789012:policy/boundary"),
    );
  }
});

test("while both load balancers exist, the service is in a target group of each", async () => {
  const layer = await running("doc-pipeline-moving");
  expect(
    layer.all("aws:lb/loadBalancer:LoadBalancer").map(({ name, inputs }) => [name, inputs["internal"]]),
  ).toEqual([
    ["public", false],
    ["alb-internal", true],
  ]);
  expect(service(layer, "api")["loadBalancers"]).toHaveLength(2);
  expect(layer.outputs["publicLoadBalancer"].targetGroupArnSuffixes.api).toHaveLength(1);
  expect(layer.outputs["internalLoadBalancer"].targetGroupArnSuffixes.api).toHaveLength(1);
});

test("doc-pipeline in production deploys blue/green behind an internal load balancer", async () => {
  const layer = await running("doc-pipeline-prod");
  const rule = layer.resource("aws:lb/listenerRule:ListenerRule");
  expect(rule.inputs["actions"][0].forward.targetGroups.map((one: Loose) => one.weight)).toEqual([100, 0]);
  expect(service(layer, "api")).toMatchObject({
    deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "10" },
    loadBalancers: [
      {
        containerName: "api",
        containerPort: 3000,
        advancedConfiguration: {
          alternateTargetGroupArn: expect.stringContaining("targetgroup/api-ib"),
          productionListenerRule: expect.stringContaining(":listener-rule/"),
          roleArn: expect.stringContaining(":role/traffic"),
        },
      },
    ],
  });
  expect(service(layer, "api")["deploymentCircuitBreaker"]).toBeUndefined();
  expect(policy(layer, "traffic").map((one: Loose) => [one.Sid, one.Resource.length])).toEqual([
    ["FindOutHowTrafficGoes", 1],
    ["MoveTraffic", 2],
    ["MoveTargets", 2],
  ]);
  expect(layer.resource("aws:lb/loadBalancer:LoadBalancer").inputs).toMatchObject({
    internal: true,
    enableDeletionProtection: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: "defensive",
    idleTimeout: 3600,
    accessLogs: { enabled: true, prefix: "internal" },
  });
  expect(layer.resource("aws:lb/targetGroup:TargetGroup", "i").inputs["stickiness"]).toMatchObject({
    enabled: true,
    cookieDuration: 3600,
  });
  expect(layer.outputs["appUrl"]).toBeUndefined();
});

test("tracing runs a collector beside the app, which does not stop when it does", async () => {
  const layer = await running("doc-pipeline-prod");
  const [app, collector] = containers(layer, "api");
  expect(environment(app!)).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4317",
    OTEL_SERVICE_NAME: "doc-pipeline-dev-api",
  });
  expect(collector).toMatchObject({ name: "otel-collector", essential: false, readonlyRootFilesystem: true });
  expect(policy(layer, "api-tracing")[0].Action).toContain("xray:PutTraceSegments");
  expect(containers(await running("doc-pipeline-dev"), "api")).toHaveLength(1);
});

test("web-api serves HTTPS on its own name, sends HTTP on to it and scales on CPU, memory and response time", async () => {
  const layer = await running("web-api-prod");
  expect(layer.resource("aws:lb/listener:Listener", "https").inputs).toMatchObject({
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  });
  expect(layer.resource("aws:lb/listener:Listener", "http").inputs["defaultActions"]).toEqual([
    { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
  ]);
  expect(layer.resource("aws:route53/record:Record").inputs).toMatchObject({
    name: "api.shop.example.com",
    type: "A",
    zoneId: "Z0123456789ABCDEFGHIJ",
  });
  expect(layer.resource("aws:appautoscaling/target:Target").inputs).toMatchObject({
    minCapacity: 2,
    maxCapacity: 10,
  });
  expect(layer.all("aws:appautoscaling/policy:Policy").map(({ name }) => name)).toEqual([
    "api-cpu",
    "api-memory",
    "api-response-time",
  ]);
  expect(layer.outputs["appUrl"]).toBe("https://api.shop.example.com");
});

test("the migration alone knows the database's master, and first makes the app's user", async () => {
  const layer = await running("web-api-prod");
  const [setup, migrate] = containers(layer, "migrate");
  expect(secrets(setup!)).toMatchObject({
    DB_MASTER_PASSWORD: `${secretArn("master", "us-east-1")}:password::`,
    DB_PASSWORD: `${secretArn("app", "us-east-1")}:password::`,
  });
  expect(setup!["essential"]).toBe(false);
  expect(migrate).toMatchObject({
    name: "migrate",
    command: ["npx", "prisma", "migrate", "deploy"],
    dependsOn: [{ containerName: "database-setup", condition: "SUCCESS" }],
  });
  expect(environment(migrate!)["DB_EXTRA_DATABASES"]).toBe("supertokens");
  expect(layer.outputs["migration"]).toMatchObject({
    containerName: "migrate",
    assignPublicIp: false,
    securityGroupId: `sg-0${"2".repeat(16)}`,
  });
});

test("a bare digest of the set-up's image is of the repository migration, whichever repository the service names", async () => {
  const config = structuredClone(withImages(examples["web-api-prod"]));
  config.compute.services["api"]!.repository = "api";
  config.compute.migrations!.setupImage = pushed;
  config.ecr!.repos!.push("migration");
  const [setup, migrate] = containers(await run(config), "migrate");
  expect(setup!["image"]).toMatch(new RegExp(`/web-api-dev-migration@${pushed}$`));
  expect(migrate!["image"]).toMatch(new RegExp(`/web-api-dev-api@${pushed}$`));
});

test("web-api as functions: an alias in front of an image, with the places of its secrets", async () => {
  const layer = await running("web-api-lambda");
  expect(layer.resource("aws:lambda/function:Function").inputs).toMatchObject({
    name: "web-api-dev-api",
    packageType: "Image",
    architectures: ["arm64"],
    memorySize: 1024,
    publish: true,
    vpcConfig: { securityGroupIds: [`sg-0${"7".repeat(16)}`] },
    environment: {
      variables: {
        AWS_LWA_PORT: "3001",
        CLERK_SECRET_KEY_ARN: secretArn("clerkSecretKey", "us-east-1"),
      },
    },
  });
  expect(layer.outputs["services"].api).toMatchObject({
    arn: "arn:aws:lambda:us-east-1:123456789012:function:web-api-dev-api:live",
    invokeArn: expect.stringContaining(":live/invocations"),
  });
  expect(layer.outputs["exposure"]).toBe("service");
  expect(layer.outputs["clusterName"]).toBeUndefined();
});

test.each(["web-api-lambda", "app-runner-dev", "app-runner-existing"] as const)(
  "%s has roles for later layers but nothing that runs before its first image",
  async (name) => {
    const layer = await unpushed(name);
    const types = [
      "aws:lambda/function:Function",
      "aws:ecs/expressGatewayService:ExpressGatewayService",
      "aws:apprunner/service:Service",
    ];
    expect(types.map((type) => count(layer, type))).toEqual([0, 0, 0]);
    for (const one of Object.values<Record<string, unknown>>(layer.outputs["services"])) {
      expect(one["taskRoleName"]).toEqual(expect.any(String));
      expect(one["arn"]).toBeUndefined();
    }
  },
);

test("app-runner's service runs on Express Mode in public subnets and says where it answers", async () => {
  const layer = await running("app-runner-prod");
  expect(layer.resource("aws:ecs/expressGatewayService:ExpressGatewayService").inputs).toMatchObject({
    serviceName: "app",
    cpu: "1024",
    memory: "2048",
    healthCheckPath: "/health",
    primaryContainer: {
      containerPort: 8080,
      image: expect.stringMatching(/app-runner-dev-app@sha256:/),
      environments: expect.arrayContaining([
        {
          name: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
          value: "https://xray.us-east-1.amazonaws.com/v1/traces",
        },
        { name: "OTEL_SERVICE_NAME", value: expect.stringMatching(/^app-runner-[a-z]+-app$/) },
      ]),
    },
    scalingTargets: [
      { autoScalingMetric: "AVERAGE_CPU", autoScalingTargetValue: 60, minTaskCount: 2, maxTaskCount: 10 },
    ],
    networkConfigurations: [{ subnets: [`subnet-0${"1".repeat(16)}`, `subnet-0${"1".repeat(15)}0`] }],
  });
  expect(layer.outputs["appUrl"]).toMatch(/^https:\/\/.+\.on\.aws$/);
  expect(count(layer, "aws:lb/loadBalancer:LoadBalancer")).toBe(0);
});

test("app-runner for an existing customer: deployed after approval, through the VPC, traced", async () => {
  const layer = await running("app-runner-existing");
  expect(layer.resource("aws:apprunner/service:Service").inputs).toMatchObject({
    serviceName: "app-runner-dev-app",
    sourceConfiguration: {
      autoDeploymentsEnabled: false,
      imageRepository: { imageRepositoryType: "ECR", imageConfiguration: { port: "8080" } },
    },
    networkConfiguration: { egressConfiguration: { egressType: "VPC" } },
    observabilityConfiguration: { observabilityEnabled: true },
  });
  const trusts = layer
    .all("aws:iam/role:Role")
    .map(({ inputs }) => JSON.parse(inputs["assumeRolePolicy"]).Statement[0].Principal.Service);
  expect(trusts).toEqual(["build.apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"]);
  expect(layer.outputs["appUrl"]).toMatch(/^https:\/\/.+\.awsapprunner\.com$/);
});

test("utm routes by path, keeps SuperTokens off the load balancer and finds it by DNS", async () => {
  const layer = await running("utm-dev");
  const rules = layer
    .all("aws:lb/listenerRule:ListenerRule")
    .sort((a, b) => a.inputs["priority"] - b.inputs["priority"]);
  expect(
    rules.map(({ name, inputs }) => [name, inputs["priority"], inputs["conditions"][0].pathPattern.values]),
  ).toEqual([
    ["api", 10, ["/api", "/api/*", "/auth", "/auth/*"]],
    ["frontend", 1000, ["/*"]],
  ]);
  expect(layer.resource("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace").inputs["name"]).toBe(
    "dev.utm.internal",
  );
  expect(service(layer, "supertokens")).toMatchObject({
    desiredCount: 1,
    serviceRegistries: { registryArn: expect.stringContaining(":service/srv-") },
  });
  expect(service(layer, "supertokens")["loadBalancers"] ?? []).toEqual([]);
  const [core] = containers(layer, "supertokens");
  expect(environment(core!)).toMatchObject({ POSTGRESQL_DATABASE_NAME: "supertokens" });
  expect(secrets(core!)).toHaveProperty("POSTGRESQL_PASSWORD");
  const [api] = containers(layer, "api");
  expect(environment(api!)).toMatchObject({ CACHE_TLS: "true", CACHE_PORT: "6379" });
  expect(api!["healthCheck"].command[0]).toBe("CMD-SHELL");
});

test("utm keeps ten scanned images of each service, logs for seven days and its access logs", async () => {
  const layer = await running("utm-dev");
  const repositories = layer.all("aws:ecr/repository:Repository");
  expect(repositories.map(({ inputs }) => inputs["name"])).toEqual([
    "utm-dev-api",
    "utm-dev-worker",
    "utm-dev-frontend",
  ]);
  for (const { inputs } of repositories) {
    expect(inputs).toMatchObject({
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS" }],
    });
  }
  for (const { inputs } of layer.all("aws:cloudwatch/logGroup:LogGroup")) {
    expect(inputs["retentionInDays"]).toBe(7);
  }
  const lifecycle = JSON.parse(
    layer.resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "api").inputs["policy"],
  );
  expect(lifecycle.rules[1].selection.countNumber).toBe(10);
  expect(count(layer, "aws:s3/bucketPolicy:BucketPolicy")).toBe(1);
  expect(layer.resource("aws:ecs/cluster:Cluster").inputs["settings"]).toEqual([
    { name: "containerInsights", value: "enabled" },
  ]);
});

test("utm in production connects services through Service Connect and scales by the clock", async () => {
  const layer = await running("utm-prod");
  expect(service(layer, "supertokens")["serviceConnectConfiguration"]).toMatchObject({
    enabled: true,
    services: [
      {
        portName: "supertokens",
        discoveryName: "supertokens",
        clientAlias: [{ port: 3567, dnsName: "supertokens" }],
      },
    ],
  });
  expect(
    layer
      .all("aws:appautoscaling/scheduledAction:ScheduledAction")
      .map(({ name, inputs }) => [name, inputs["schedule"], inputs["scalableTargetAction"]]),
  ).toEqual([
    ["api-evening", "cron(0 20 * * ? *)", { minCapacity: 2, maxCapacity: 3 }],
    ["api-morning", "cron(0 6 * * ? *)", { minCapacity: 4, maxCapacity: 6 }],
  ]);
  expect(layer.outputs["discovery"]).toBe("serviceConnect");
});

test("tap's API may call its Bedrock model through the profile and in no other way", async () => {
  const layer = await running("tap-poc");
  const profile =
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0";
  expect(policy(layer, "api-bedrock").slice(0, 2)).toMatchObject([
    { Resource: profile },
    {
      Resource: "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0",
      Condition: { StringEquals: { "bedrock:InferenceProfileArn": profile } },
    },
  ]);
  expect(count(layer, "aws:route53/record:Record")).toBe(0);
  expect(layer.outputs["repositories"].backend.url).toMatch(/\/tap-dev-backend$/);
});

test("refuses private tasks without a way out, with both remedies", async () => {
  await expect(running("doc-pipeline-dev", { network: { hasEgress: false } })).rejects.toThrow(
    `the configuration of 30-ecs/dev does not fit the layers below it:
  - 30-ecs:compute.egress is internet, but tasks in the task subnets of 10-network cannot reach it and would never pull their image; give the network a way out (network.nat: single), or let 80-harden make endpoints (harden.endpoints) and set compute.egress to endpoints`,
  );
});

test("refuses HTTPS before the certificate is issued", async () => {
  await expect(running("web-api-prod", { network: { certificatesIssued: false } })).rejects.toThrow(
    "30-ecs:compute.alb.https is on, but the certificate of 10-network is not issued yet and a listener would be refused; " +
      "create the records in its output validationRecords, wait for ACM and deploy 10-network with domain.certs.issued, " +
      "or set compute.alb.https to false",
  );
});

test("refuses a DNS record without a hosted zone", async () => {
  await expect(running("web-api-prod", { network: { hostedZoneId: undefined } })).rejects.toThrow(
    "30-ecs:domain.dns is route53, but 10-network has no hosted zone for api.shop.example.com; give it one (domain.zone.mode) or set domain.dns to manual",
  );
});

test("refuses secrets, buckets, databases and a cache that 20-data does not have, all at once", async () => {
  const config = withImages(examples["utm-dev"]);
  Object.assign(config.compute.services["api"]!, { buckets: { files: "read" } });
  const below = { data: { secretArns: {}, buckets: {}, cache: undefined } };
  await expect(run(config, below)).rejects.toThrow(
    `the configuration of 30-ecs/dev does not fit the layers below it:
  - 30-ecs:compute.services.api.secrets.SUPERTOKENS_API_KEY names the secret "supertokensApiKey", which 20-data does not have, expected db, dbMaster; add it to data.secrets
  - 30-ecs:compute.services.api.buckets.files names a bucket that 20-data does not have, expected one of none; add it to data.buckets
  - 30-ecs:compute.services.api.cache is on, but 20-data has no cache; set data.cache.kind or remove it
  - 30-ecs:compute.services.supertokens.secrets.API_KEYS names the secret "supertokensApiKey", which 20-data does not have, expected db, dbMaster; add it to data.secrets`,
  );
});
