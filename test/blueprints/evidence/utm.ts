import utm from "../../../shared/blueprints/utm.ts";
import { application, byHand, has, lacks, proveFeatures, publishes, shown } from "../../support/evidence.ts";
import { defineVariants } from "../../support/scenarios.ts";
import { utmFeatures } from "../features/utm.ts";

const rotationFunction = "arn:aws:lambda:us-east-1:111111111111:function:rotate-mail";

export const utmVariants = defineVariants(utm, {
  "dev with rotation": {
    profile: "dev",
    change(layers) {
      layers["20-data"].data.secrets!["mail"] = {
        keys: ["SMTP_PASSWORD"],
        rotation: { lambdaArn: rotationFunction, days: 30 },
      };
    },
  },
});

const page = "docs/systems/utm.md";

export const utmEvidence = proveFeatures(utmFeatures, {
  port: shown(
    { dev: [has("rds.Cluster"), has("ecs.Service", {}, { times: 4 })] },
    `${page}#from-one-program-to-layers`,
  ),
  vpc: shown({
    dev: [
      has("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }),
      has("ec2.Subnet", {}, { times: 6 }),
      has("ec2.InternetGateway"),
      has("ec2.NatGateway", {}, { times: 1 }),
    ],
  }),
  "security-groups": shown({
    dev: [
      ...["alb", "app", "db", "cache"].map((name) => has("ec2.SecurityGroup", {}, { name })),
      ...["app-from-alb-3000", "db-from-app-5432", "cache-from-app-6379"].map((name) =>
        has(
          "vpc.SecurityGroupIngressRule",
          { fromPort: Number(name.split("-").at(-1)), referencedSecurityGroupId: /^sg-/ },
          { name },
        ),
      ),
    ],
  }),
  aurora: shown(
    {
      dev: [
        has("rds.Cluster", {
          engine: "aurora-postgresql",
          engineVersion: "15",
          serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 2 },
        }),
        has("rds.ClusterInstance", { instanceClass: "db.serverless" }),
      ],
    },
    `${page}#postgresql-154`,
  ),
  databases: shown({
    dev: [
      has("rds.Cluster", { databaseName: "utm_backend" }),
      has("ecs.TaskDefinition", { containerDefinitions: /supertokens/ }, { name: "migrate" }),
      has(
        "ecs.TaskDefinition",
        { containerDefinitions: /"name":"POSTGRESQL_DATABASE_NAME","value":"supertokens"/ },
        { name: "supertokens" },
      ),
      publishes("20-data", { db: { name: "utm_backend", extraDatabases: ["supertokens"] } }),
    ],
  }),
  backups: shown({ dev: [has("rds.Cluster", { backupRetentionPeriod: 7 })] }),
  redis: shown({
    dev: [
      has("elasticache.ReplicationGroup", {
        engine: "redis",
        engineVersion: "7.1",
        nodeType: "cache.t4g.micro",
        atRestEncryptionEnabled: true,
        snapshotRetentionLimit: 1,
      }),
    ],
  }),
  "redis-queue": shown({
    dev: [
      has("elasticache.ParameterGroup", { parameters: [{ name: "maxmemory-policy", value: "noeviction" }] }),
      has("ecs.TaskDefinition", { containerDefinitions: /CACHE_HOST.*CACHE_PASSWORD/ }, { name: "default" }),
      lacks("sqs.Queue"),
    ],
  }),
  images: shown({
    dev: [
      ...["api", "worker", "frontend", "supertokens"].map((name) =>
        has("ecr.Repository", { imageScanningConfiguration: { scanOnPush: true } }, { name }),
      ),
      has("ecr.LifecyclePolicy", { policy: /"countNumber":10\b/ }, { times: 4 }),
    ],
  }),
  cluster: shown({
    dev: [has("ecs.Cluster", { settings: [{ name: "containerInsights", value: /enabled|enhanced/ }] })],
  }),
  api: shown({
    dev: [
      has("ecs.Service", { desiredCount: 2 }, { name: "api" }),
      has("ecs.TaskDefinition", { cpu: "512", memory: "1024" }, { name: "api" }),
    ],
  }),
  worker: shown({
    dev: [
      has("ecs.Service", { desiredCount: 1, name: "default-worker" }),
      has("ecs.TaskDefinition", { cpu: "512", memory: "1024" }, { name: "default" }),
    ],
  }),
  frontend: shown({
    dev: [
      has("ecs.Service", { desiredCount: 2 }, { name: "frontend" }),
      has("ecs.TaskDefinition", { cpu: "256", memory: "512" }, { name: "frontend" }),
    ],
  }),
  supertokens: shown(
    {
      dev: [
        has("ecs.Service", { desiredCount: 1 }, { name: "supertokens" }),
        has(
          "ecs.TaskDefinition",
          { cpu: "512", memory: "1024", containerDefinitions: /utm-dev-supertokens@sha256:/ },
          { name: "supertokens" },
        ),
        publishes("50-auth", { provider: "supertokens" }),
      ],
    },
    `${page}#supertokens-image`,
  ),
  discovery: shown({
    dev: [
      has("servicediscovery.PrivateDnsNamespace", { name: "dev.utm.internal" }),
      has("servicediscovery.Service", {}, { name: "supertokens" }),
      has("ecs.Service", { serviceRegistries: { registryArn: /servicediscovery/ } }, { name: "supertokens" }),
      has("vpc.SecurityGroupIngressRule", { fromPort: 3567 }, { name: "app-from-app-3567" }),
      has(
        "ecs.TaskDefinition",
        { containerDefinitions: /supertokens\.dev\.utm\.internal:3567/ },
        { name: "api" },
      ),
    ],
  }),
  routing: shown(
    {
      dev: [
        has("lb.ListenerRule", {
          conditions: [{ pathPattern: { values: ["/api/*", "/auth/*"] } }],
          priority: 10,
        }),
        has("lb.ListenerRule", { conditions: [{ pathPattern: { values: ["/*"] } }], priority: 1000 }),
        lacks("lb.TargetGroup", { port: 3567 }),
      ],
    },
    `${page}#supertokens-is-not-public`,
  ),
  https: shown({
    dev: [lacks("lb.Listener", { protocol: "HTTPS" })],
    prod: [has("lb.Listener", { protocol: "HTTPS", port: 443 })],
  }),
  health: shown({
    dev: [
      has("lb.TargetGroup", { healthCheck: { path: "/api/health" } }),
      has("lb.TargetGroup", { healthCheck: { path: "/health" } }),
      has(
        "ecs.TaskDefinition",
        {
          containerDefinitions:
            /"healthCheck":\{"command":\["CMD-SHELL","wget [^"]+:3000\/api\/health \|\| exit 1"/,
        },
        { name: "api" },
      ),
      has(
        "ecs.TaskDefinition",
        {
          containerDefinitions:
            /"healthCheck":\{"command":\["CMD-SHELL","wget [^"]+:8080\/health \|\| exit 1"/,
        },
        { name: "frontend" },
      ),
    ],
  }),
  secrets: shown({
    dev: [
      has("rds.Cluster", { manageMasterUserPassword: true }),
      has("cloudformation.Stack", {}, { name: "supertokens" }),
      has("cloudformation.Stack", {}, { name: "db-app" }),
    ],
    "dev with rotation": [
      has("secretsmanager.SecretRotation", {
        rotationLambdaArn: rotationFunction,
        rotationRules: { automaticallyAfterDays: 30 },
      }),
    ],
  }),
  roles: shown({
    dev: ["api", "frontend", "supertokens"].flatMap((name) => [
      has("iam.Role", {}, { name: `${name}-task` }),
      has("iam.Role", {}, { name: `${name}-start` }),
    ]),
  }),
  "in-transit": shown({
    dev: [
      has("elasticache.ReplicationGroup", { transitEncryptionEnabled: true, userGroupIds: [/./] }),
      has(
        "ecs.TaskDefinition",
        { containerDefinitions: /"name":"DB_SSLMODE","value":"require"/ },
        { name: "api" },
      ),
    ],
    prod: [has("lb.Listener", { protocol: "HTTPS" })],
  }),
  logs: shown({
    dev: [
      ...["api", "frontend", "supertokens", "default", "migrate"].map((name) =>
        has("cloudwatch.LogGroup", { retentionInDays: 7 }, { name }),
      ),
    ],
  }),
  "access-logs": shown({
    dev: [
      has("lb.LoadBalancer", { accessLogs: { enabled: true } }),
      has("s3.Bucket", {}, { name: "alb-logs" }),
    ],
  }),
  migrations: shown(
    {
      dev: [
        has("ecs.TaskDefinition", { containerDefinitions: /\/app\/migrate/ }, { name: "migrate" }),
        publishes("30-ecs", { migration: { containerName: "migrate" } }),
      ],
    },
    `${page}#scripts-and-their-commands`,
  ),
  scripts: byHand(`${page}#scripts-and-their-commands`),
  state: byHand(`${page}#state`),
  rolling: shown({
    dev: [
      has(
        "ecs.Service",
        {
          deploymentConfiguration: { strategy: "ROLLING" },
          deploymentMinimumHealthyPercent: 100,
          deploymentMaximumPercent: 200,
        },
        { name: "api" },
      ),
    ],
  }),
  rollback: byHand(`${page}#scripts-and-their-commands`),
  dockerfiles: application(`${page}#the-applications-part`),
  domain: shown({
    dev: [lacks("acm.Certificate"), lacks("route53.Record")],
    prod: [
      has("acm.Certificate", {
        domainName: "utm.example.com",
        subjectAlternativeNames: ["*.utm.example.com"],
      }),
      has("route53.Record", { name: "origin.utm.example.com" }),
    ],
  }),
  output: shown({ dev: [publishes("30-ecs", { publicLoadBalancer: { dnsName: /elb\.amazonaws\.com$/ } })] }),
  delivery: shown(
    {
      dev: [
        has("iam.Role", {}, { name: "backend" }),
        has("iam.RolePolicy", { policy: /ecs:UpdateService/ }, { name: "backend" }),
      ],
    },
    ".github/workflows/backend-deploy.yml",
  ),
  monitoring: shown({
    dev: [
      has("sns.Topic"),
      has("sns.TopicSubscription", { protocol: "email" }),
      has("cloudwatch.Dashboard"),
      has("cloudwatch.MetricAlarm", { namespace: "AWS/ElastiCache", metricName: "Evictions", threshold: 0 }),
      has("cloudwatch.MetricAlarm", { namespace: "AWS/RDS" }),
    ],
  }),
  cdn: shown({
    dev: [lacks("cloudfront.Distribution")],
    prod: [
      has("cloudfront.Distribution", {
        aliases: ["utm.example.com"],
        origins: [{ domainName: "origin.utm.example.com" }],
      }),
    ],
  }),
  scaling: shown({
    prod: [
      has("appautoscaling.Policy", {
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
          targetValue: 60,
        },
      }),
      has("appautoscaling.Policy", {
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageMemoryUtilization" },
          targetValue: 75,
        },
      }),
      has("appautoscaling.ScheduledAction", {
        schedule: "cron(0 20 * * ? *)",
        scalableTargetAction: { minCapacity: 2, maxCapacity: 3 },
      }),
      has("appautoscaling.ScheduledAction", {
        schedule: "cron(0 6 * * ? *)",
        scalableTargetAction: { minCapacity: 4, maxCapacity: 6 },
      }),
    ],
  }),
  recovery: shown({
    prod: [
      has("backup.Plan", {
        rules: [
          {
            lifecycle: { deleteAfter: 35 },
            copyActions: [{ destinationVaultArn: /us-west-2/, lifecycle: { deleteAfter: 90 } }],
          },
        ],
      }),
    ],
  }),
  firewall: shown({ prod: [has("wafv2.WebAclAssociation", { resourceArn: /loadbalancer\/app/ })] }),
  "flow-logs": shown({
    prod: [has("ec2.FlowLog", { trafficType: "ALL", logDestinationType: "cloud-watch-logs" })],
  }),
  audit: shown({
    dev: [has("cloudtrail.Trail", { isMultiRegionTrail: true })],
    prod: [
      has("cloudtrail.Trail", { isMultiRegionTrail: true }),
      has("guardduty.Detector", { enable: true }),
    ],
  }),
  cost: byHand(`${page}#what-it-costs`),
});
