import appRunner from "../../../shared/blueprints/app-runner.ts";
import { byHand, has, lacks, proveFeatures, publishes, shown } from "../../support/evidence.ts";
import { defineVariants } from "../../support/scenarios.ts";
import { appRunnerFeatures } from "../features/app-runner.ts";

export const appRunnerVariants = defineVariants(appRunner, {
  "prod on App Runner": {
    profile: "prod",
    change(layers) {
      const app = layers["30-ecs"].compute.services["app"]!;
      app.scaling = { min: 2, max: 10 };
      layers["30-ecs"].compute = {
        engine: "apprunner",
        apprunner: { existingCustomer: true, vpcConnector: true },
        services: { app },
      };
      layers["80-harden"] = { harden: { waf: { targets: ["apprunner"], mode: "block" } } };
    },
  },
});

const page = "docs/systems/app-runner.md";

export const appRunnerEvidence = proveFeatures(appRunnerFeatures, {
  service: shown(
    {
      prod: [
        has(
          "ecs.ExpressGatewayService",
          { primaryContainer: { image: /@sha256:/, containerPort: 8080 } },
          { times: 1 },
        ),
        publishes("30-ecs", { engine: "ecs-express", appUrl: /^https:\/\// }),
      ],
      "prod on App Runner": [
        has("apprunner.Service", {}, { times: 1 }),
        publishes("30-ecs", { engine: "apprunner", appUrl: /^https:\/\// }),
      ],
    },
    `${page}#app-runner-is-closed-to-new-customers`,
  ),
  naming: shown(
    {
      prod: [
        has("ecs.ExpressGatewayService", { serviceName: "app" }),
        has("ecr.Repository", { name: "app-runner-prod-app" }),
      ],
    },
    "shared/naming.ts",
  ),
  scaling: shown({
    dev: [
      has("ecs.ExpressGatewayService", {
        scalingTargets: [{ minTaskCount: 1, maxTaskCount: 2, autoScalingTargetValue: 70 }],
      }),
    ],
    prod: [
      has("ecs.ExpressGatewayService", {
        scalingTargets: [{ minTaskCount: 2, maxTaskCount: 10, autoScalingTargetValue: 60 }],
      }),
    ],
    "prod on App Runner": [has("apprunner.AutoScalingConfigurationVersion", { minSize: 2, maxSize: 10 })],
  }),
  "vpc-connector": shown({
    "prod on App Runner": [
      has("apprunner.VpcConnector", { subnets: [/^subnet-/] }),
      has("apprunner.Service", { networkConfiguration: { egressConfiguration: { egressType: "VPC" } } }),
    ],
  }),
  tracing: shown({
    dev: [lacks("iam.RolePolicy", { policy: /xray:/ })],
    prod: [
      has("iam.RolePolicy", { policy: /xray:PutTraceSegments/ }),
      has("ecs.ExpressGatewayService", {
        primaryContainer: { environments: [{ name: "OTEL_SERVICE_NAME", value: "app-runner-prod-app" }] },
      }),
    ],
    "prod on App Runner": [
      has("apprunner.ObservabilityConfiguration", { traceConfiguration: { vendor: "AWSXRAY" } }),
    ],
  }),
  parameters: shown({
    dev: [
      has(
        "iam.RolePolicy",
        { policy: /ssm:GetParametersByPath.*parameter\/app-runner\/dev\/app\/\*/ },
        { name: "app-settings" },
      ),
    ],
  }),
  vpc: shown({ dev: [has("ec2.Vpc", { cidrBlock: "10.0.0.0/24" }, { times: 1 })] }),
  subnets: shown({
    dev: [
      has("ec2.Subnet", { cidrBlock: /\/27$/ }, { times: 6 }),
      publishes("10-network", { azs: [/1a$/, /1b$/] }),
    ],
  }),
  nat: shown({
    dev: [
      lacks("ec2.NatGateway"),
      has("autoscaling.Group", { minSize: 1, maxSize: 1 }),
      has("ec2.NetworkInterface", { sourceDestCheck: false }),
      has("ec2.LaunchTemplate", { imageId: /^ami-/ }),
    ],
    prod: [has("ec2.NatGateway", {}, { times: 1 }), lacks("autoscaling.Group")],
  }),
  "nat-cost": shown({
    dev: [publishes("10-network", { natCostMonthlyUsd: /^\d/ })],
    prod: [publishes("10-network", { natCostMonthlyUsd: /^\d/ })],
  }),
  database: shown({
    dev: [
      has("rds.Instance", { engine: "postgres", engineVersion: "17" }),
      has("rds.ParameterGroup", {
        family: "postgres17",
        parameters: [
          { name: "log_connections", value: "1" },
          { name: "log_disconnections", value: "1" },
          { name: "log_min_duration_statement", value: "200" },
          { name: "max_connections", value: "50" },
        ],
      }),
    ],
  }),
  sizes: shown({
    dev: [
      has("rds.Instance", { instanceClass: "db.t4g.micro", allocatedStorage: 20, maxAllocatedStorage: 50 }),
    ],
    prod: [
      has("rds.Instance", {
        instanceClass: "db.t4g.medium",
        allocatedStorage: 100,
        maxAllocatedStorage: 500,
      }),
    ],
  }),
  "database-prod": shown({
    dev: [has("rds.Instance", { multiAz: false, deletionProtection: false, monitoringInterval: 0 })],
    prod: [
      has("rds.Instance", {
        multiAz: true,
        deletionProtection: true,
        monitoringInterval: 60,
        monitoringRoleArn: /role/,
      }),
      has("iam.Role", {}, { name: "db-monitoring" }),
    ],
  }),
  "final-snapshot": shown({
    prod: [
      has("rds.Instance", { finalSnapshotIdentifier: /^app-runner-prod-.*-1$/, skipFinalSnapshot: false }),
    ],
  }),
  "database-access": shown({
    dev: [
      has(
        "vpc.SecurityGroupIngressRule",
        { fromPort: 5432, referencedSecurityGroupId: /^sg-/ },
        { name: "db-from-app-5432" },
      ),
      lacks("vpc.SecurityGroupIngressRule", { fromPort: 5432, cidrIpv4: /./ }),
    ],
  }),
  images: shown({
    dev: [
      has("ecr.Repository", { name: "app-runner-dev-app" }),
      has("ecr.LifecyclePolicy", { policy: /"untagged".*"countNumber":7\b.*"any".*"countNumber":10\b/ }),
    ],
    prod: [
      has("ecr.Repository", { name: "app-runner-prod-app" }),
      has("ecr.LifecyclePolicy", { policy: /"untagged".*"countNumber":14\b.*"any".*"countNumber":30\b/ }),
    ],
  }),
  "first-image": shown(
    {
      "dev, nothing pushed yet": [
        lacks("ecs.ExpressGatewayService"),
        has("ecr.Repository"),
        has("iam.Role", {}, { name: "app-task" }),
      ],
      "prod, nothing pushed yet": [lacks("ecs.ExpressGatewayService")],
    },
    `${page}#the-first-image`,
  ),
  "push-role": shown({
    dev: [
      has("iam.Role", { assumeRolePolicy: /ref:refs\/heads\/main/ }, { name: "backend" }),
      has("iam.RolePolicy", { policy: /ecr:PutImage/ }, { name: "backend" }),
    ],
    prod: [
      has("iam.Role", { assumeRolePolicy: /:environment:prod/ }, { name: "backend" }),
      has("iam.RolePolicy", {
        policy: /ecr:PutImage.*app-runner-prod-app|app-runner-prod-app.*ecr:PutImage/,
      }),
    ],
  }),
  cdn: shown({
    dev: [lacks("cloudfront.Distribution")],
    prod: [
      has("cloudfront.Distribution", {
        viewerCertificate: { cloudfrontDefaultCertificate: true },
        defaultCacheBehavior: { viewerProtocolPolicy: /https/ },
      }),
    ],
  }),
  firewall: shown({
    prod: [
      has("wafv2.WebAcl", { scope: "CLOUDFRONT", rules: /rateBasedStatement.*AWSManagedRulesCommonRuleSet/ }),
    ],
    "prod on App Runner": [
      has("wafv2.WebAclAssociation", { resourceArn: /apprunner/ }),
      has("wafv2.WebAcl", { scope: "REGIONAL" }),
    ],
  }),
  monitoring: shown({
    prod: [
      has("cloudwatch.Dashboard"),
      has("sns.Topic", { kmsMasterKeyId: /./ }),
      has("cloudwatch.MetricAlarm", {}, { name: "database-cpu" }),
      has("cloudwatch.MetricAlarm", { namespace: "AWS/ECS" }),
    ],
    "prod on App Runner": [has("cloudwatch.MetricAlarm", { namespace: "AWS/AppRunner" })],
  }),
  budget: shown({
    prod: [
      has("budgets.Budget", { costFilters: [{ name: "TagKeyValue", values: ["user:Environment$prod"] }] }),
    ],
  }),
  anomalies: shown({
    prod: [
      has("costexplorer.AnomalyMonitor", {
        monitorType: "CUSTOM",
        monitorSpecification: /Environment.*prod/,
      }),
      has("costexplorer.AnomalySubscription", {
        frequency: "DAILY",
        subscribers: [{ type: "EMAIL", address: "app-runner-alerts@example.com" }],
        thresholdExpression: { dimension: { values: ["50"] } },
      }),
    ],
  }),
  "dead-letters": shown({
    dev: [has("sqs.Queue", {}, { times: 1 })],
    prod: [
      has("sqs.Queue", { redrivePolicy: /jobs-dlq/ }, { name: "jobs" }),
      has("sqs.Queue", {}, { times: 2 }),
    ],
  }),
  tags: shown(
    {
      dev: [
        has("autoscaling.Group", {
          tags: [
            { key: "Environment", value: "dev" },
            { key: "Project", value: "app-runner" },
            { key: "ManagedBy", value: "pulumi" },
            { key: "CostCenter", value: "app-runner" },
          ],
        }),
      ],
    },
    "shared/tags.ts",
  ),
  region: shown({ dev: [publishes("00-account", { region: "us-east-1" })] }),
  outputs: shown({
    prod: [
      publishes("95-observability", { dashboardUrl: /^https:/ }),
      publishes("00-account", { budgetNames: [/./] }),
      publishes("90-cdn", { distributionDomain: /cloudfront\.net$/, edgeWebAclArn: /webacl/ }),
    ],
    "prod on App Runner": [publishes("80-harden", { webAclArn: /webacl/ })],
  }),
  approval: shown({
    prod: [
      has("iam.Role", { assumeRolePolicy: /:sub":\["repo:[^"]+:environment:prod"\]/ }, { name: "backend" }),
      has("iam.Role", { assumeRolePolicy: /:sub":\["repo:[^"]+:environment:prod"\]/ }, { name: "infraUp" }),
    ],
    "prod on App Runner": [
      has("apprunner.Service", { sourceConfiguration: { autoDeploymentsEnabled: false } }),
    ],
  }),
  commands: shown(
    { dev: [has("iam.Role", { assumeRolePolicy: /:environment:dev/ }, { name: "infraUp" })] },
    ".github/workflows/deploy.yml",
    "package.json",
  ),
  "database-password": shown(
    {
      dev: [
        has("rds.Instance", {
          manageMasterUserPassword: undefined,
          password: undefined,
          passwordWoVersion: /\d/,
        }),
      ],
      prod: [has("rds.Instance", { manageMasterUserPassword: true })],
    },
    `${page}#the-databases-password`,
  ),
  "more-environments": byHand(`${page}#another-environment`),
});
