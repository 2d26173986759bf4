import webApi from "../../../shared/blueprints/web-api.ts";
import {
  application,
  byHand,
  has,
  instead,
  lacks,
  proveFeatures,
  publishes,
  shown,
} from "../../support/evidence.ts";
import { defineVariants } from "../../support/scenarios.ts";
import { webApiFeatures } from "../features/web-api.ts";

const rotationFunction = "arn:aws:lambda:us-west-2:111111111111:function:rotate-clerk";

export const webApiVariants = defineVariants(webApi, {
  "dev with every option": {
    profile: "dev",
    target: { region: "us-west-2" },
    change(layers) {
      layers["10-network"].network = { ...layers["10-network"].network, nat: "fck-nat" };
      layers["20-data"].data = {
        ...layers["20-data"].data,
        db: { engine: "aurora-serverless", version: "16", acu: { min: 0.5, max: 2 }, name: "webapi" },
        secrets: {
          clerk: { keys: ["CLERK_SECRET_KEY"], rotation: { lambdaArn: rotationFunction, days: 30 } },
        },
      };
      layers["30-ecs"].compute.deploy = { strategy: "canary", stepPercent: 10, stepBakeMinutes: 5 };
      layers["30-ecs"].compute.alb = { ...layers["30-ecs"].compute.alb, accessLogs: true };
      layers["80-harden"].harden = { endpoints: ["ecr.api", "ecr.dkr", "logs"] };
    },
  },
  "dev with a new zone": {
    profile: "dev",
    target: { domain: { name: "dev.example.com", zone: "create" } },
    // Until the parent zone points to the new one, no certificate is issued.
    change(layers) {
      layers["30-ecs"].compute.alb = { https: false };
      delete layers["30-ecs"].domain;
      delete layers["90-cdn"].domain;
    },
  },
  "prod with blue/green": {
    profile: "prod",
    change(layers) {
      layers["30-ecs"].compute.services["api"]!.scaling = { min: 2, max: 10, cpu: 60, memory: 70 };
      layers["30-ecs"].compute.deploy = { strategy: "blueGreen" };
    },
  },
  "dev on Lambda": {
    profile: "dev",
    change(layers) {
      const {
        scaling: _scaling,
        desired: _desired,
        routes: _routes,
        ...api
      } = layers["30-ecs"].compute.services["api"]!;
      layers["30-ecs"].compute = { engine: "lambda", services: { api } };
      delete layers["30-ecs"].domain;
      layers["50-auth"].api = { kind: "http", backend: "function", routes: [{ path: "/api/*" }] };
    },
  },
  "dev on ECS Express Mode": {
    profile: "dev",
    change(layers) {
      const { routes: _routes, ...api } = layers["30-ecs"].compute.services["api"]!;
      api.scaling = { min: 1, max: 2, cpu: 70 };
      layers["30-ecs"].compute = { engine: "ecs-express", services: { api } };
      delete layers["30-ecs"].domain;
    },
  },
  "dev on App Runner": {
    profile: "dev",
    change(layers) {
      const { routes: _routes, ...api } = layers["30-ecs"].compute.services["api"]!;
      api.scaling = { min: 1, max: 2 };
      layers["30-ecs"].compute = {
        engine: "apprunner",
        apprunner: { existingCustomer: true },
        services: { api },
      };
      delete layers["30-ecs"].domain;
    },
  },
});

const page = "docs/systems/web-api.md";

const webAndApi = (host: string, namePrefix: string) => [
  has("cloudfront.Distribution", { aliases: [host] }),
  has("ecs.Service", { cluster: new RegExp(`/${namePrefix}-cluster$`) }, { name: "api" }),
];

export const webApiEvidence = proveFeatures(webApiFeatures, {
  environments: shown({
    dev: webAndApi("app.dev.example.com", "web-api-dev"),
    stage: webAndApi("app.stage.example.com", "web-api-stage"),
    prod: webAndApi("app.example.com", "web-api-prod"),
  }),
  vpc: shown({
    dev: [has("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }, { times: 1 }), has("ec2.Subnet", {}, { times: 6 })],
    prod: [has("ec2.Subnet", {}, { times: 9 })],
  }),
  placement: shown({
    dev: [
      has("lb.LoadBalancer", { internal: false }),
      has("ecs.Service", { networkConfiguration: { assignPublicIp: false } }, { name: "api" }),
      has("rds.Instance", { publiclyAccessible: false }),
    ],
  }),
  nat: shown({
    dev: [has("ec2.NatGateway", {}, { times: 1 })],
    prod: [has("ec2.NatGateway", {}, { times: 3 })],
  }),
  endpoints: shown({
    dev: [
      has("ec2.VpcEndpoint", { serviceName: /s3$/, vpcEndpointType: "Gateway" }),
      lacks("ec2.VpcEndpoint", { vpcEndpointType: "Interface" }),
    ],
    "dev with every option": ["ecr.api", "ecr.dkr", "logs"].map((name) =>
      has("ec2.VpcEndpoint", { vpcEndpointType: "Interface" }, { name }),
    ),
  }),
  "security-groups": shown({
    prod: [
      has(
        "vpc.SecurityGroupIngressRule",
        { fromPort: 3001, referencedSecurityGroupId: /^sg-/ },
        { name: "app-from-alb-3001" },
      ),
      has(
        "vpc.SecurityGroupIngressRule",
        { fromPort: 5432, referencedSecurityGroupId: /^sg-/ },
        { name: "db-from-app-5432" },
      ),
      lacks("vpc.SecurityGroupIngressRule", { cidrIpv4: /./, fromPort: /^(?!(80|443)$)/ }),
    ],
  }),
  "vpc-component": shown(
    { dev: [has("ec2.Vpc", { enableDnsHostnames: true, enableDnsSupport: true }, { times: 1 })] },
    "docs/decisions/0003-ecs-components.md",
  ),
  images: shown({
    dev: [has("ecr.Repository", { name: "web-api-dev-api", imageTagMutability: "IMMUTABLE" })],
  }),
  api: shown({
    dev: [
      has("lb.Listener", { port: 443, protocol: "HTTPS" }),
      has("lb.Listener", { port: 80, defaultActions: [{ type: "redirect" }] }),
      has("ecs.Service", { loadBalancers: [{ containerPort: 3001 }] }),
    ],
  }),
  health: shown({
    dev: [
      has("lb.TargetGroup", { port: 3001, healthCheck: { path: "/health" } }),
      has("ecs.TaskDefinition", { containerDefinitions: /"name":"PORT","value":"3001"/ }, { name: "api" }),
    ],
  }),
  scaling: shown({
    prod: [
      has("appautoscaling.Target", { minCapacity: 2, maxCapacity: 10 }),
      has("appautoscaling.Policy", {
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
          targetValue: 60,
        },
      }),
      has("appautoscaling.Policy", {
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageMemoryUtilization" },
          targetValue: 70,
        },
      }),
      has("appautoscaling.Policy", {
        targetTrackingScalingPolicyConfiguration: {
          customizedMetricSpecification: { metricName: "TargetResponseTime" },
          targetValue: 1,
        },
      }),
    ],
  }),
  sizes: shown({
    dev: [
      has("ecs.TaskDefinition", { cpu: "256", memory: "512" }, { name: "api" }),
      has("appautoscaling.Target", { minCapacity: 1, maxCapacity: 2 }),
    ],
    prod: [
      has("ecs.TaskDefinition", { cpu: "1024", memory: "2048" }, { name: "api" }),
      has("appautoscaling.Target", { minCapacity: 2, maxCapacity: 10 }),
    ],
  }),
  roles: shown({
    dev: [
      has("iam.Role", { assumeRolePolicy: /ecs-tasks\.amazonaws\.com/ }, { name: "api-start" }),
      has("iam.Role", { assumeRolePolicy: /ecs-tasks\.amazonaws\.com/ }, { name: "api-task" }),
    ],
  }),
  settings: shown(
    {
      dev: [
        has("secretsmanager.Secret", {}, { name: "clerk" }),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"WEB_ORIGIN","value":"https:\/\/app\.dev\.example\.com"/ },
          { name: "api" },
        ),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"CLERK_SECRET_KEY","valueFrom"/ },
          { name: "api" },
        ),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"DB_PASSWORD","valueFrom"/ },
          { name: "api" },
        ),
      ],
    },
    `${page}#the-databases-address`,
  ),
  clerk: shown({
    dev: [lacks("cognito.UserPool"), publishes("50-auth", { provider: "clerk", apiKind: "none" })],
  }),
  database: shown({
    dev: [
      has("rds.Instance", {
        engineVersion: "16",
        instanceClass: "db.t4g.small",
        allocatedStorage: 20,
        backupRetentionPeriod: 7,
        multiAz: false,
      }),
    ],
    prod: [
      has("rds.Instance", {
        engineVersion: "16",
        instanceClass: "db.t4g.medium",
        allocatedStorage: 100,
        backupRetentionPeriod: 14,
        multiAz: true,
      }),
    ],
  }),
  aurora: shown({
    "dev with every option": [
      has("rds.Cluster", { engine: "aurora-postgresql", engineMode: "provisioned" }),
      has("rds.ClusterInstance", { instanceClass: "db.serverless" }),
      lacks("rds.Instance"),
    ],
  }),
  "master-credentials": shown({
    dev: [has("rds.Instance", { manageMasterUserPassword: true, password: undefined })],
  }),
  migrations: shown(
    {
      dev: [
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"prisma","migrate","deploy"/ },
          { name: "migrate" },
        ),
        has("iam.RolePolicy", { policy: /ecs:RunTask/ }, { name: "backend" }),
        publishes("30-ecs", { migration: { containerName: "migrate" } }),
      ],
    },
    ".github/workflows/backend-deploy.yml",
  ),
  site: shown({
    dev: [
      has("cloudfront.OriginAccessControl", {
        originAccessControlOriginType: "s3",
        signingProtocol: "sigv4",
      }),
      has("s3.BucketPolicy", { policy: /cloudfront\.amazonaws\.com.*AWS:SourceArn/ }, { name: "site" }),
      has("s3.BucketPublicAccessBlock", { blockPublicPolicy: true }, { name: "site" }),
    ],
  }),
  caching: shown(
    {
      dev: [
        has("cloudfront.CachePolicy", { defaultTtl: 31536000 }, { name: "static" }),
        has("cloudfront.CachePolicy", { defaultTtl: 60 }, { name: "html" }),
      ],
    },
    "tools/delivery/frontend-delivery.ts",
  ),
  transport: shown({
    dev: [
      has("cloudfront.ResponseHeadersPolicy", {
        securityHeadersConfig: { strictTransportSecurity: { override: true } },
      }),
      has("cloudfront.Distribution", { viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" } }),
      has("lb.Listener", { sslPolicy: /^ELBSecurityPolicy-TLS13-1-2/ }),
    ],
  }),
  zone: shown({
    dev: [lacks("route53.Zone"), publishes("10-network", { hostedZoneId: /^Z/ })],
    "dev with a new zone": [
      has("route53.Zone", { name: "dev.example.com" }),
      publishes("10-network", { nameServers: [/./] }),
    ],
  }),
  records: shown({
    prod: [
      has("route53.Record", { name: "app.example.com", type: "A" }),
      has("route53.Record", { name: "app.example.com", type: "AAAA" }),
      has("route53.Record", { name: "api.example.com", type: "A" }),
    ],
  }),
  certificates: shown(
    {
      prod: [
        has("acm.Certificate", { region: "us-east-1", validationMethod: "DNS" }, { times: 1 }),
        has("acm.CertificateValidation"),
      ],
      "dev with every option": [
        has("acm.Certificate", { region: "us-west-2", validationMethod: "DNS" }, { name: "regional" }),
        has("acm.Certificate", { region: "us-east-1", validationMethod: "DNS" }, { name: "edge" }),
        has("acm.CertificateValidation", {}, { times: 2 }),
      ],
    },
    `${page}#certificates-by-email`,
  ),
  "access-logs": shown({
    "dev with every option": [
      has("lb.LoadBalancer", { accessLogs: { enabled: true } }),
      has("s3.BucketServerSideEncryptionConfiguration", { rules: /AES256/ }, { name: "alb-logs" }),
    ],
  }),
  logs: shown({
    dev: [has("cloudwatch.LogGroup", { name: "/ecs/web-api-dev-api", retentionInDays: 7 })],
    prod: [has("cloudwatch.LogGroup", { name: "/ecs/web-api-prod-api", retentionInDays: 365 })],
  }),
  alarms: shown({
    prod: [
      "public-alb-5xx",
      "service-api-cpu",
      "service-api-memory",
      "database-cpu",
      "database-connections",
    ].map((name) => has("cloudwatch.MetricAlarm", { alarmActions: [/:sns:/] }, { name })),
  }),
  tracing: shown({
    dev: [lacks("iam.RolePolicy", { policy: /xray:/ })],
    prod: [
      has("ecs.TaskDefinition", { containerDefinitions: /aws-otel-collector/ }, { name: "api" }),
      has(
        "ecs.TaskDefinition",
        { containerDefinitions: /"name":"OTEL_SERVICE_NAME","value":"web-api-prod-api"/ },
        { name: "api" },
      ),
      has("iam.RolePolicy", { policy: /xray:PutTraceSegments/ }),
    ],
  }),
  "structured-logs": application(`${page}#the-applications-part`),
  rotation: shown({
    dev: [
      has("secretsmanager.SecretVersion", {}, { name: "clerk" }),
      has("rds.Instance", { manageMasterUserPassword: true }),
      lacks("secretsmanager.SecretRotation", { rotationEnabled: false }),
    ],
    "dev with every option": [
      has("secretsmanager.SecretRotation", {
        rotationLambdaArn: rotationFunction,
        rotationRules: { automaticallyAfterDays: 30 },
      }),
    ],
  }),
  cookies: application(`${page}#the-applications-part`),
  workflows: shown(
    {
      dev: [
        has(
          "iam.Role",
          { assumeRolePolicy: /token\.actions\.githubusercontent\.com.*repo:example\/web-api/ },
          { name: "backend" },
        ),
      ],
    },
    ".github/workflows/backend-deploy.yml",
  ),
  "pulumi-cloud": byHand(`${page}#state`),
  branches: shown(
    {
      dev: [has("iam.Role", { assumeRolePolicy: /:environment:dev/ }, { name: "backend" })],
      stage: [has("iam.Role", { assumeRolePolicy: /:environment:stage/ }, { name: "backend" })],
      prod: [
        has("iam.Role", { assumeRolePolicy: /:environment:prod/ }, { name: "backend" }),
        lacks("iam.Role", { assumeRolePolicy: /:environment:dev/ }),
      ],
    },
    `${page}#branches-and-environments`,
  ),
  "web-delivery": shown(
    {
      dev: [
        has("iam.RolePolicy", { policy: /s3:PutObject/ }, { name: "frontend" }),
        has("iam.RolePolicy", { policy: /cloudfront:CreateInvalidation/ }, { name: "frontend" }),
      ],
    },
    ".github/workflows/frontend-deploy.yml",
    "tools/delivery/frontend.ts",
  ),
  "build-variables": shown({
    dev: [
      has("ssm.Parameter", { insecureValue: "https://api.dev.example.com" }, { name: "web/VITE_API_ORIGIN" }),
    ],
  }),
  digests: shown(
    {
      dev: [
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"image":"[^"]*web-api-dev-api@sha256:1111/ },
          { name: "api" },
        ),
      ],
    },
    "tools/delivery/backend.ts",
  ),
  "build-outside": shown(
    { dev: [has("iam.RolePolicy", { policy: /ecr:PutImage/ }, { name: "backend" })] },
    ".github/workflows/backend-deploy.yml",
  ),
  deployments: shown(
    {
      dev: [has("ecs.Service", { deploymentConfiguration: { strategy: "ROLLING" } })],
      "prod with blue/green": [has("ecs.Service", { deploymentConfiguration: { strategy: "BLUE_GREEN" } })],
      "dev with every option": [
        has("ecs.Service", {
          deploymentConfiguration: { strategy: "CANARY", canaryConfiguration: { canaryPercent: 10 } },
        }),
      ],
    },
    `${page}#deployments-without-codedeploy`,
  ),
  rollback: shown({
    dev: [has("ecs.Service", { deploymentCircuitBreaker: { enable: true, rollback: true } })],
  }),
  "compatible-migrations": application(`${page}#the-applications-part`),
  "managed-container": shown(
    {
      "dev on ECS Express Mode": [has("ecs.ExpressGatewayService", { healthCheckPath: "/health" })],
      "dev on App Runner": [
        has("apprunner.Service", { sourceConfiguration: { autoDeploymentsEnabled: false } }),
      ],
    },
    "docs/systems/app-runner.md#app-runner-is-closed-to-new-customers",
  ),
  lambda: shown({
    "dev on Lambda": [
      has("lambda.Function", { packageType: "Image" }),
      has("apigatewayv2.Integration", { integrationType: "AWS_PROXY" }),
      lacks("ecs.Service"),
    ],
  }),
  beanstalk: instead(`${page}#no-elastic-beanstalk`),
  "scale-down": shown({
    dev: [
      has("ec2.NatGateway", {}, { times: 1 }),
      has("rds.Instance", { multiAz: false, instanceClass: "db.t4g.small" }),
    ],
    prod: [
      has("ec2.NatGateway", {}, { times: 3 }),
      has("rds.Instance", { multiAz: true, instanceClass: "db.t4g.medium" }),
    ],
  }),
  "nat-cost": shown({
    dev: [publishes("10-network", { natMode: "single", natCostMonthlyUsd: /^\d+(\.\d+)?$/ })],
    "dev with every option": [
      lacks("ec2.NatGateway"),
      has("autoscaling.Group", { minSize: 1, maxSize: 1 }),
      publishes("10-network", { natMode: "fck-nat", natCostMonthlyUsd: /^\d+(\.\d+)?$/ }),
    ],
  }),
  validation: byHand(`${page}#after-a-rollout`),
  "local-parity": application(`${page}#the-applications-part`),
  components: shown(
    { dev: [has("rds.Instance", { password: undefined, passwordWo: undefined })] },
    `${page}#state`,
    "CONTRIBUTING.md#a-layer",
  ),
});
