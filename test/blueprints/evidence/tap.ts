import tap from "../../../shared/blueprints/tap.ts";
import { byHand, has, lacks, proveFeatures, publishes, shown } from "../../support/evidence.ts";
import { defineVariants } from "../../support/scenarios.ts";
import { tapFeatures } from "../features/tap.ts";

export const tapVariants = defineVariants(tap, {
  "poc with what people add later": {
    profile: "poc",
    change(layers) {
      layers["00-account"].account!.bedrockUseCase = {
        companyName: "Example",
        companyWebsite: "https://example.com",
        industry: "Education",
        useCases: "Summaries and suggestions for the users of the proof of concept.",
      };
      layers["10-network"].network = { ...layers["10-network"].network, nat: "perAz" };
      layers["10-network"].domain!.certs = { validation: "manual", issued: true };
      layers["30-ecs"].compute.alb = { ...layers["30-ecs"].compute.alb, https: true };
      layers["30-ecs"].domain = { api: "api.tap.example.com", dns: "manual" };
      layers["50-auth"].domain = { auth: "sign-in.tap.example.com", dns: "manual" };
      layers["50-auth"].auth!.cognito!.domain = { parentResolves: true };
      layers["90-cdn"].domain = { web: "tap.example.com", dns: "manual" };
    },
  },
});

const page = "docs/systems/tap.md";

/** Statements that begin with looking, and none that makes, changes or deletes a thing. */
const readOnly = /^(?=.*"Sid":"Look")(?!.*:(Create|Update|Put|Delete|Run|Register)[A-Z*])/;
const later = "poc with what people add later";

export const tapEvidence = proveFeatures(tapFeatures, {
  port: shown({
    poc: [publishes("00-account", { region: "us-east-1" }), has("ecs.Service", {}, { times: 1 })],
  }),
  vpc: shown({
    poc: [
      has("ec2.Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }),
      has("ec2.Subnet", { cidrBlock: "10.0.1.0/24", availabilityZone: "us-east-1a" }),
      has("ec2.Subnet", { cidrBlock: "10.0.2.0/24", availabilityZone: "us-east-1b" }),
      has("ec2.Subnet", { cidrBlock: "10.0.10.0/24", availabilityZone: "us-east-1a" }),
      has("ec2.Subnet", { cidrBlock: "10.0.11.0/24", availabilityZone: "us-east-1b" }),
    ],
  }),
  nat: shown({
    poc: [has("ec2.NatGateway", {}, { times: 1 })],
    [later]: [has("ec2.NatGateway", {}, { times: 2 })],
  }),
  "security-groups": shown({
    poc: [
      has(
        "vpc.SecurityGroupIngressRule",
        { fromPort: 443, cidrIpv4: "0.0.0.0/0" },
        { name: "alb-from-internet-443" },
      ),
      has(
        "vpc.SecurityGroupIngressRule",
        { fromPort: 8000, referencedSecurityGroupId: /^sg-/ },
        { name: "app-from-alb-8000" },
      ),
      has(
        "vpc.SecurityGroupIngressRule",
        { fromPort: 5432, referencedSecurityGroupId: /^sg-/ },
        { name: "db-from-app-5432" },
      ),
    ],
  }),
  images: shown({ poc: [has("ecr.Repository", {}, { name: "tap-backend" })] }),
  cluster: shown({
    poc: [
      has("ecs.ClusterCapacityProviders", { capacityProviders: ["FARGATE"] }),
      publishes("30-ecs", { engine: "fargate" }),
    ],
  }),
  task: shown({
    poc: [
      has(
        "ecs.TaskDefinition",
        { cpu: "256", memory: "512", containerDefinitions: /"containerPort":8000/ },
        { name: "api" },
      ),
      has("lb.TargetGroup", { port: 8000, healthCheck: { path: "/health" } }),
    ],
  }),
  service: shown({
    poc: [
      has("ecs.Service", { desiredCount: 1, deploymentCircuitBreaker: { enable: true, rollback: true } }),
    ],
  }),
  https: shown(
    {
      poc: [has("lb.LoadBalancer", { internal: false }), lacks("lb.Listener", { protocol: "HTTPS" })],
      [later]: [
        has("lb.Listener", { protocol: "HTTPS" }),
        has("lb.Listener", { port: 80, defaultActions: [{ type: "redirect" }] }),
      ],
    },
    `${page}#certificates-by-hand`,
  ),
  deregistration: shown({ poc: [has("lb.TargetGroup", { deregistrationDelay: 30 })] }),
  settings: shown(
    {
      poc: [
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"JWT_SECRET_KEY","valueFrom"/ },
          { name: "api" },
        ),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"CORS_ORIGINS","value":"\[\\"https:\/\/tap\.example\.com\\"\]"/ },
          { name: "api" },
        ),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"COOKIE_DOMAIN","value":"\.tap\.example\.com"/ },
          { name: "api" },
        ),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"COOKIE_SECURE","value":"true"/ },
          { name: "api" },
        ),
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"name":"DB_PASSWORD","valueFrom"/ },
          { name: "api" },
        ),
        has("ssm.Parameter", {}, { name: "auth/userPoolId" }),
        has(
          "iam.RolePolicy",
          { policy: /ssm:GetParametersByPath.*:parameter\/tap\/poc\/\*/ },
          { name: "api-settings" },
        ),
      ],
    },
    `${page}#the-databases-address`,
  ),
  database: shown({
    poc: [
      has("rds.Instance", {
        instanceClass: "db.t4g.micro",
        engine: "postgres",
        engineVersion: "16",
        allocatedStorage: 20,
        storageType: "gp3",
        storageEncrypted: true,
        publiclyAccessible: false,
      }),
    ],
  }),
  "master-password": shown({
    poc: [
      has("rds.Instance", { manageMasterUserPassword: true, password: undefined }),
      // The app reads it only when it starts, so it must not change every week.
      has("secretsmanager.SecretRotation", { secretId: /secret:rds!/, rotationEnabled: false }),
      publishes("20-data", { db: { masterSecretArn: /secret:rds!/ } }),
    ],
  }),
  backups: shown({ poc: [has("rds.Instance", { backupRetentionPeriod: 7 }), lacks("rds.ParameterGroup")] }),
  "site-bucket": shown({
    poc: [
      has("s3.BucketVersioning", { versioningConfiguration: { status: "Enabled" } }, { name: "site" }),
      has("s3.BucketServerSideEncryptionConfiguration", { rules: /AES256/ }, { name: "site" }),
      has(
        "s3.BucketPublicAccessBlock",
        { blockPublicAcls: true, restrictPublicBuckets: true },
        { name: "site" },
      ),
      has("cloudfront.OriginAccessControl"),
    ],
  }),
  "files-bucket": shown({
    poc: [
      has("s3.BucketVersioning", { versioningConfiguration: { status: "Enabled" } }, { name: "files" }),
      has("s3.BucketPublicAccessBlock", { blockPublicPolicy: true }, { name: "files" }),
      has("s3.BucketCorsConfiguration", { corsRules: [{ allowedMethods: ["PUT"] }] }, { name: "files" }),
      has("iam.RolePolicy", { policy: /s3:PutObject.*-files-/ }, { name: "api-buckets" }),
    ],
  }),
  certificate: shown(
    {
      poc: [
        has("acm.Certificate", {
          domainName: "tap.example.com",
          subjectAlternativeNames: ["*.tap.example.com"],
          region: "us-east-1",
        }),
        lacks("acm.CertificateValidation"),
        lacks("route53.Zone"),
        publishes("10-network", { certificatesIssued: false, validationRecords: [{ type: "CNAME" }] }),
      ],
    },
    `${page}#certificates-by-hand`,
  ),
  cdn: shown({
    poc: [
      has("cloudfront.Distribution", {
        defaultRootObject: "index.html",
        priceClass: "PriceClass_100",
        // AWS's own policy CachingOptimized.
        defaultCacheBehavior: { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
        customErrorResponses: [
          { errorCode: 403, responseCode: 200, responsePagePath: "/index.html" },
          { errorCode: 404, responseCode: 200 },
        ],
      }),
    ],
    [later]: [has("cloudfront.Distribution", { aliases: ["tap.example.com"] })],
  }),
  "api-host": shown({
    poc: [
      has("cloudfront.Distribution", { orderedCacheBehaviors: [] }),
      has("s3.BucketCorsConfiguration", { corsRules: [{ allowedOrigins: ["https://tap.example.com"] }] }),
    ],
    [later]: [
      publishes("30-ecs", { appUrl: "https://api.tap.example.com" }),
      publishes("30-ecs", { publicLoadBalancer: { dnsName: /elb\.amazonaws\.com$/, https: true } }),
    ],
  }),
  roles: shown({
    poc: [
      has("iam.RolePolicy", { policy: /secretsmanager:GetSecretValue/ }, { name: "api-start" }),
      has("iam.RolePolicy", { policy: /bedrock:InvokeModel/ }),
      has("iam.RolePolicy", { policy: /ecr:PutImage/ }, { name: "backend" }),
      has("iam.RolePolicy", { policy: /cloudfront:CreateInvalidation/ }, { name: "frontend" }),
    ],
  }),
  trust: shown(
    {
      poc: [
        ...["backend", "frontend"].map((name) =>
          has(
            "iam.Role",
            { assumeRolePolicy: /"StringEquals":.*:sub":\["repo:example\/tap:ref:refs\/heads\/main"\]/ },
            { name },
          ),
        ),
        lacks("iam.Role", { assumeRolePolicy: /refs\/heads\/(?!main")/ }),
      ],
    },
    `${page}#who-github-actions-is`,
  ),
  users: shown({
    poc: [
      has("cognito.UserPool", {
        usernameAttributes: ["email"],
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      }),
    ],
  }),
  google: shown(
    {
      poc: [
        has("cognito.IdentityProvider", {
          providerType: "Google",
          providerDetails: { authorize_scopes: "openid email profile" },
          attributeMapping: { email: "email", username: "sub" },
        }),
      ],
    },
    `${page}#by-hand`,
  ),
  client: shown({
    poc: [
      has("cognito.UserPoolClient", {
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        callbackUrls: ["https://api.tap.example.com/auth/callback"],
        logoutUrls: ["https://tap.example.com/login"],
        supportedIdentityProviders: ["Google"],
      }),
    ],
  }),
  "sign-in-host": shown({
    poc: [has("cognito.UserPoolDomain", { domain: /^tap-poc-/ })],
    [later]: [
      has("cognito.UserPoolDomain", { domain: "sign-in.tap.example.com", certificateArn: /us-east-1/ }),
    ],
  }),
  ids: shown({
    poc: [
      ...["userPoolId", "clientId", "domain", "redirectUri", "clientSecretArn"].map((name) =>
        has("ssm.Parameter", {}, { name: `auth/${name}` }),
      ),
      has("secretsmanager.SecretVersion", {}, { name: "client" }),
    ],
  }),
  bedrock: shown(
    {
      poc: [
        has("iam.RolePolicy", { policy: /bedrock:InvokeModel.*inference-profile\/us\.anthropic\.claude/ }),
        has("iam.RolePolicy", { policy: /foundation-model\/anthropic\.claude/ }),
      ],
      [later]: [has("bedrock.UseCaseForModelAccess")],
    },
    `${page}#by-hand`,
  ),
  logs: shown({ poc: [has("cloudwatch.LogGroup", { name: /^\/ecs\/tap-poc-/, retentionInDays: 30 })] }),
  "access-logs": shown({
    poc: [
      has("lb.LoadBalancer", { accessLogs: { enabled: true } }),
      has("s3.Bucket", {}, { name: "alb-logs" }),
    ],
  }),
  alarms: shown({
    poc: [
      has("cloudwatch.MetricAlarm", { threshold: 5 }, { name: "public-alb-api-response" }),
      has("cloudwatch.MetricAlarm", { threshold: 0, metricName: "UnHealthyHostCount" }),
      has(
        "cloudwatch.MetricAlarm",
        { threshold: 80, metricName: "CPUUtilization" },
        { name: "database-cpu" },
      ),
    ],
  }),
  notices: shown(
    { poc: [has("sns.Topic", {}, { name: "alerts" }), lacks("sns.TopicSubscription")] },
    `${page}#by-hand`,
  ),
  "backend-pipeline": shown(
    {
      poc: [
        has(
          "iam.RolePolicy",
          {
            policy:
              /ecs:RegisterTaskDefinition.*ecs:UpdateService|ecs:UpdateService.*ecs:RegisterTaskDefinition/,
          },
          { name: "backend" },
        ),
      ],
    },
    ".github/workflows/backend-deploy.yml",
  ),
  "frontend-pipeline": shown(
    { poc: [has("iam.RolePolicy", { policy: /s3:PutObject/ }, { name: "frontend" })] },
    ".github/workflows/frontend-deploy.yml",
  ),
  "pull-requests": shown(
    {
      poc: [
        has("iam.Role", { assumeRolePolicy: /:pull_request/ }, { times: 1 }),
        has("iam.Role", { assumeRolePolicy: /:pull_request/ }, { name: "infraPreview" }),
        has("iam.RolePolicy", { policy: readOnly }, { name: "infraPreview" }),
      ],
    },
    ".github/workflows/preview.yml",
  ),
  state: byHand(`${page}#state`),
  "first-image": shown({
    "poc, nothing pushed yet": [has("ecs.Service", { desiredCount: 0 })],
    poc: [has("ecs.Service", { desiredCount: 1 })],
  }),
  migrations: shown(
    {
      poc: [
        has(
          "ecs.TaskDefinition",
          { containerDefinitions: /"alembic","upgrade","head"/ },
          { name: "migrate" },
        ),
        has("iam.RolePolicy", { policy: /ecs:RunTask/ }, { name: "backend" }),
      ],
    },
    ".github/workflows/backend-deploy.yml",
  ),
  "secrets-first": shown({ poc: [has("cloudformation.Stack", {}, { name: "jwt" })] }, `${page}#by-hand`),
  smoke: byHand(`${page}#after-a-rollout`),
  drift: shown(
    {
      poc: [
        has("iam.Role", { assumeRolePolicy: /:ref:refs\/heads\/main"\]/ }, { name: "drift" }),
        has("iam.RolePolicy", { policy: readOnly }, { name: "drift" }),
      ],
    },
    ".github/workflows/drift.yml",
  ),
});
