import docPipeline from "../../../shared/blueprints/doc-pipeline.ts";
import { secretToSet } from "../../../shared/blueprint.ts";
import { application, byHand, has, lacks, proveFeatures, publishes, shown } from "../../support/evidence.ts";
import { defineVariants } from "../../support/scenarios.ts";
import { docPipelineFeatures } from "../features/doc-pipeline.ts";

export const docPipelineVariants = defineVariants(docPipeline, {
  "prod in us-west-2": { profile: "prod", target: { region: "us-west-2" }, change: () => undefined },
  "dev with Valkey": {
    profile: "dev",
    change(layers) {
      layers["20-data"].data = { ...layers["20-data"].data, cache: { kind: "valkey" } };
      layers["30-ecs"].compute.services["api"]!.cache = true;
    },
  },
  "dev with Amplify": {
    profile: "dev",
    change(layers) {
      layers["90-cdn"] = {
        cdn: {
          mode: "amplify",
          amplify: { repository: "https://github.com/example/doc-pipeline", accessToken: secretToSet },
        },
      };
    },
  },
  "dev between public and internal": {
    profile: "dev",
    change(layers) {
      layers["30-ecs"].compute.alb = { ...layers["30-ecs"].compute.alb, exposure: "both" };
    },
  },
});

const page = "docs/systems/doc-pipeline.md";

export const docPipelineEvidence = proveFeatures(docPipelineFeatures, {
  region: shown({
    dev: [
      has("iam.RolePolicy", { policy: /comprehend.*aws:RequestedRegion":"us-west-2"/ }, { name: "detect" }),
      has("sfn.StateMachine", { definition: /"region":"us-west-2"/ }, { name: "pipeline" }),
      publishes("10-network", { azs: [/^us-west-1/] }),
    ],
  }),
  environments: shown({
    dev: [has("rds.Instance", { multiAz: false, instanceClass: "db.t4g.small" })],
    stage: [has("rds.Instance", { multiAz: false, instanceClass: "db.t4g.medium" })],
    prod: [has("rds.Instance", { multiAz: true, instanceClass: "db.t4g.large" })],
  }),
  monorepo: application(`${page}#the-applications-repository`),
  "root-mfa": byHand(`${page}#by-hand`),
  contacts: shown({
    dev: ["BILLING", "OPERATIONS", "SECURITY"].map((alternateContactType) =>
      has("account.AlternativeContact", { alternateContactType }),
    ),
  }),
  budgets: shown({
    dev: [
      has("budgets.Budget", { limitAmount: "200", notifications: [{ threshold: 80 }, { threshold: 100 }] }),
    ],
    prod: [has("budgets.Budget", { limitAmount: "1500" })],
  }),
  "audit-trail": shown({
    dev: [
      has("cloudtrail.Trail", { isMultiRegionTrail: true, enableLogFileValidation: true }, { times: 1 }),
      has("s3.BucketPolicy", { policy: /cloudtrail\.amazonaws\.com/ }),
    ],
  }),
  detection: shown({
    dev: [lacks("guardduty.Detector"), lacks("securityhub.Account")],
    stage: [has("guardduty.Detector"), has("securityhub.StandardsSubscription"), has("cfg.Recorder")],
  }),
  "deploy-role": shown({
    dev: [
      has("iam.OpenIdConnectProvider", { url: /token\.actions\.githubusercontent\.com/ }),
      has(
        "iam.Role",
        { assumeRolePolicy: /repo:example\/doc-pipeline:environment:dev/ },
        { name: "access-deploy" },
      ),
      has(
        "iam.Role",
        { assumeRolePolicy: /:environment:dev/, permissionsBoundary: /boundary/ },
        { name: "infraUp" },
      ),
    ],
  }),
  "developer-role": shown({
    dev: [
      has("iam.Role", { assumeRolePolicy: /aws:MultiFactorAuthPresent/ }, { name: "access-developer" }),
      publishes("00-account", { developerConsoleUrl: /signin\.aws\.amazon\.com\/switchrole/ }),
    ],
  }),
  "least-privilege": shown({
    prod: [
      has("iam.RolePolicy", { policy: /s3:PutObject.*docs-original/ }, { name: "api-buckets" }),
      has("iam.RolePolicy", { policy: /sqs:ReceiveMessage/ }, { name: "default-queues" }),
      has("iam.RolePolicy", { policy: /lambda:InvokeFunction/ }, { name: "pipeline" }),
      has("iam.RolePolicy", { policy: /iam:PassedToService/ }, { name: "backend" }),
      lacks("iam.RolePolicy", { policy: /"Action":(\[)?"\*"/ }),
    ],
  }),
  keys: shown({
    dev: [lacks("kms.Key"), has("rds.Instance", { storageEncrypted: true, kmsKeyId: undefined })],
    prod: [
      has("kms.Key", { enableKeyRotation: true }, { name: "data" }),
      has("rds.Instance", { kmsKeyId: /:key\// }),
      has("s3.BucketServerSideEncryptionConfiguration", { rules: /aws:kms/ }, { name: "docsOriginal" }),
    ],
  }),
  zones: shown(
    {
      "prod in us-west-2": [
        has("ec2.Subnet", {}, { times: 9 }),
        publishes("10-network", { azs: [/2a/, /2b/, /2c/] }),
      ],
      prod: [has("ec2.Subnet", {}, { times: 6 })],
    },
    `${page}#two-zones-in-us-west-1`,
  ),
  "open-dev": shown({
    dev: [
      lacks("ec2.NatGateway"),
      has("ecs.Service", { networkConfiguration: { assignPublicIp: true } }),
      publishes("10-network", { natMode: "none", assignPublicIp: true }),
    ],
  }),
  "internet-gateway": shown({
    dev: [
      has("ec2.InternetGateway", {}, { times: 1 }),
      has("ec2.RouteTable"),
      has("ec2.Route", { destinationCidrBlock: "0.0.0.0/0" }),
    ],
  }),
  nat: shown({
    dev: [lacks("ec2.NatGateway")],
    stage: [has("ec2.NatGateway", {}, { times: 1 }), has("ec2.Eip", {}, { times: 1 })],
    prod: [has("ec2.NatGateway", {}, { times: 2 })],
  }),
  "security-groups": shown(
    {
      dev: [
        has(
          "vpc.SecurityGroupIngressRule",
          { fromPort: 80, cidrIpv4: "0.0.0.0/0" },
          { name: "alb-from-internet-80" },
        ),
        has(
          "vpc.SecurityGroupIngressRule",
          { fromPort: 3000, cidrIpv4: undefined },
          { name: "app-from-alb-3000" },
        ),
        has(
          "vpc.SecurityGroupIngressRule",
          { fromPort: 5432, cidrIpv4: undefined },
          { name: "db-from-app-5432" },
        ),
      ],
      prod: [
        has(
          "vpc.SecurityGroupIngressRule",
          { fromPort: 443, referencedSecurityGroupId: /^sg-/ },
          { name: "alb-from-vpcLink-443" },
        ),
        lacks("vpc.SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0" }),
      ],
    },
    `${page}#ports-of-the-load-balancer`,
  ),
  endpoints: shown({
    dev: [
      has("ec2.VpcEndpoint", { vpcEndpointType: "Gateway", serviceName: /s3$/ }),
      lacks("ec2.VpcEndpoint", { vpcEndpointType: "Interface" }),
    ],
    prod: [
      has("ec2.VpcEndpoint", { vpcEndpointType: "Gateway", serviceName: /s3$/ }),
      ...["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "kms", "sts"].map((service) =>
        has("ec2.VpcEndpoint", { privateDnsEnabled: true, vpcEndpointType: "Interface" }, { name: service }),
      ),
    ],
  }),
  "database-dev": shown({
    dev: [
      has("rds.Instance", {
        engine: "postgres",
        engineVersion: "16",
        instanceClass: "db.t4g.small",
        multiAz: false,
        publiclyAccessible: false,
      }),
    ],
  }),
  "database-prod": shown({
    prod: [
      has("rds.Instance", { multiAz: true, storageEncrypted: true, deletionProtection: true }),
      has("rds.SubnetGroup", { subnetIds: [/^subnet-/] }),
      has("rds.ParameterGroup", {
        family: "postgres16",
        parameters: [{ name: "log_min_duration_statement" }],
      }),
    ],
  }),
  "document-buckets": shown({
    prod: ["docsOriginal", "docsProcessed"].flatMap((name) => [
      has("s3.BucketVersioning", { versioningConfiguration: { status: "Enabled" } }, { name }),
      has("s3.BucketServerSideEncryptionConfiguration", { rules: /aws:kms/ }, { name }),
      has("s3.BucketLifecycleConfiguration", { rules: /STANDARD_IA/ }, { name }),
      has("s3.BucketPublicAccessBlock", { blockPublicPolicy: true, restrictPublicBuckets: true }, { name }),
    ]),
  }),
  "website-bucket": shown({
    dev: [
      has("s3.Bucket", {}, { name: "site" }),
      has("s3.BucketPublicAccessBlock", { restrictPublicBuckets: true }, { name: "site" }),
    ],
  }),
  secrets: shown({
    prod: [
      has("cloudformation.Stack", {}, { name: "db-app" }),
      has("secretsmanager.Secret", {}, { name: "sentry" }),
      has("secretsmanager.Secret", {}, { name: "stripe" }),
      has("secretsmanager.Secret", {}, { name: "client" }),
      has("rds.Instance", { manageMasterUserPassword: true, password: undefined }),
    ],
  }),
  cache: shown({
    dev: [lacks("elasticache.ReplicationGroup")],
    "dev with Valkey": [
      has("elasticache.ReplicationGroup", {
        engine: "valkey",
        transitEncryptionEnabled: true,
        atRestEncryptionEnabled: true,
      }),
    ],
  }),
  images: shown({
    dev: ["api", "worker"].flatMap((name) => [
      has("ecr.Repository", { imageTagMutability: "IMMUTABLE" }, { name }),
      has("ecr.LifecyclePolicy", {}, { name }),
    ]),
  }),
  api: shown({
    dev: [has("ecs.Cluster", {}, { times: 1 }), has("ecs.Service", { desiredCount: 2 }, { name: "api" })],
  }),
  migrations: shown({
    "dev, nothing pushed yet": [lacks("ecs.TaskDefinition", { family: /migrate/ })],
    dev: [
      has("ecs.TaskDefinition", {
        family: "doc-pipeline-dev-migrate",
        containerDefinitions: /dist\/migrate\.js/,
      }),
      publishes("30-ecs", { migration: { containerName: "migrate", taskDefinitionArn: /migrate/ } }),
    ],
  }),
  "public-load-balancer": shown({
    dev: [
      has("lb.LoadBalancer", { internal: false }, { times: 1 }),
      publishes("30-ecs", { exposure: "public" }),
    ],
  }),
  "internal-load-balancer": shown({
    "dev between public and internal": [
      has("lb.LoadBalancer", { internal: false }, { times: 1 }),
      has("lb.LoadBalancer", { internal: true }, { times: 1 }),
    ],
    prod: [
      has("lb.LoadBalancer", { internal: true }, { times: 1 }),
      lacks("lb.LoadBalancer", { internal: false }),
    ],
  }),
  health: shown({
    dev: [has("lb.TargetGroup", { port: 3000, healthCheck: { path: "/healthz", matcher: "200" } })],
  }),
  spot: shown({
    dev: [
      has("ecs.ClusterCapacityProviders", { capacityProviders: ["FARGATE_SPOT"] }),
      has(
        "ecs.Service",
        { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT" }] },
        { name: "default" },
      ),
      has("ecs.Service", { capacityProviderStrategies: [{ capacityProvider: "FARGATE" }] }, { name: "api" }),
    ],
  }),
  "api-gateway": shown(
    {
      dev: [has("apigatewayv2.Api", { protocolType: "HTTP" }), has("apigatewayv2.Stage")],
      prod: [has("apigateway.RestApi", { disableExecuteApiEndpoint: true }), has("apigateway.Stage")],
    },
    `${page}#http-api-or-rest-api`,
  ),
  throttling: shown({
    dev: [
      has("apigatewayv2.Stage", {
        defaultRouteSettings: { throttlingBurstLimit: /\d/, throttlingRateLimit: /\d/ },
      }),
    ],
    prod: [
      has("apigateway.MethodSettings", { settings: { throttlingRateLimit: 200, throttlingBurstLimit: 400 } }),
    ],
  }),
  "usage-plans": shown(
    {
      prod: [
        has("apigateway.UsagePlan", { quotaSettings: { limit: 100_000, period: "MONTH" } }),
        has("apigateway.ApiKey", {}, { name: "integrations" }),
        has("apigateway.UsagePlanKey"),
        has("apigateway.Method", { apiKeyRequired: true }, { name: "any-integrations" }),
      ],
    },
    `${page}#http-api-or-rest-api`,
  ),
  "vpc-link": shown({
    prod: [
      has("apigatewayv2.VpcLink", { subnetIds: [/^subnet-/] }),
      has("apigateway.Integration", {
        connectionType: "VPC_LINK",
        integrationTarget: /loadbalancer\/app\/alb-internal/,
      }),
    ],
  }),
  "interim-proxy": shown({
    dev: [
      has("apigatewayv2.Integration", {
        integrationType: "HTTP_PROXY",
        connectionType: "INTERNET",
        integrationUri: /^http:\/\/public/,
      }),
      lacks("apigatewayv2.VpcLink"),
    ],
  }),
  routes: shown({
    dev: [
      ...["ANY /auth/{proxy+}", "ANY /api/{proxy+}", "ANY /auth", "ANY /api"].map((routeKey) =>
        has("apigatewayv2.Route", { routeKey }),
      ),
      has("apigatewayv2.Api", { corsConfiguration: { allowCredentials: true, allowOrigins: [/^http/] } }),
    ],
  }),
  "api-domain": shown({
    prod: [
      has("acm.Certificate", { region: "us-west-1", validationMethod: "DNS" }, { name: "regional" }),
      has("acm.CertificateValidation", {}, { name: "regional" }),
      has("apigatewayv2.DomainName", { domainName: "api.example.com" }),
      has("apigatewayv2.ApiMapping"),
    ],
  }),
  "sign-in": shown({
    dev: [
      has("cognito.UserPoolClient", {
        allowedOauthFlows: ["code"],
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthScopes: ["openid", "email", "profile"],
      }),
      has("cognito.UserPoolDomain", { domain: /^doc-pipeline-dev-/ }),
    ],
  }),
  claims: shown({
    dev: [
      has("cognito.UserPool", {
        userPoolTier: "ESSENTIALS",
        lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: "V2_0" } },
      }),
      has("lambda.Function", { environment: { variables: { CLAIMS: /(?=.*tenant)(?=.*role)/ } } }),
      has("lambda.Permission", { principal: "cognito-idp.amazonaws.com" }),
    ],
  }),
  cookies: shown(
    {
      dev: [
        has("cognito.UserPoolClient", {
          generateSecret: true,
          callbackUrls: [/\/auth\/callback$/],
          enableTokenRevocation: true,
        }),
        has("secretsmanager.SecretVersion", {}, { name: "client" }),
      ],
    },
    `${page}#sessions-in-cookies`,
  ),
  "app-rate-limit": application(`${page}#the-applications-part`),
  "api-firewall": shown(
    {
      dev: [lacks("wafv2.WebAcl")],
      prod: [
        has("wafv2.WebAclAssociation", { resourceArn: /restapis\/.*\/stages\// }),
        has("wafv2.WebAcl", { scope: "REGIONAL", rules: /RateBased|rateBasedStatement/ }),
        has("wafv2.WebAcl", { rules: /AWSManagedRulesSQLiRuleSet/ }),
        // Cross-site scripting is among the common rules.
        has("wafv2.WebAcl", { rules: /AWSManagedRulesCommonRuleSet/ }),
        has("wafv2.WebAcl", { rules: /AWSManagedRulesKnownBadInputsRuleSet/ }),
      ],
    },
    `${page}#http-api-or-rest-api`,
  ),
  "edge-firewall": shown({
    dev: [lacks("wafv2.WebAcl")],
    prod: [
      has("wafv2.WebAcl", { scope: "CLOUDFRONT", region: "us-east-1" }),
      has("cloudfront.Distribution", { webAclId: /global\/webacl/ }),
    ],
  }),
  websockets: shown(
    {
      dev: [
        has("cloudfront.Distribution", {
          orderedCacheBehaviors: [{ pathPattern: "/socket.io/*", viewerProtocolPolicy: "https-only" }],
        }),
      ],
      prod: [
        has("cloudfront.VpcOrigin"),
        has("cloudfront.Distribution", {
          orderedCacheBehaviors: [{ pathPattern: "/socket.io/*", targetOriginId: "service" }],
        }),
      ],
    },
    `${page}#websockets`,
  ),
  queues: shown({
    dev: [
      has("sqs.Queue", { redrivePolicy: /app-dlq.*maxReceiveCount/ }, { name: "app" }),
      has("sqs.Queue", { messageRetentionSeconds: 1209600 }, { name: "app-dlq" }),
      has("sqs.RedriveAllowPolicy", {}, { name: "app" }),
    ],
  }),
  "stripe-webhooks": shown(
    {
      dev: [
        has("apigatewayv2.Route", { routeKey: "POST /webhooks/stripe", authorizationType: "NONE" }),
        has("sqs.Queue", {}, { name: "stripe" }),
        has("iam.RolePolicy", { policy: /sqs:SendMessage.*-stripe/ }, { name: "api-queues" }),
        has("iam.RolePolicy", { policy: /sqs:ReceiveMessage.*-stripe"/ }, { name: "default-queues" }),
      ],
      prod: [
        has(
          "apigateway.Method",
          { apiKeyRequired: false, authorization: "NONE" },
          { name: "post-webhooks-stripe" },
        ),
      ],
    },
    `${page}#stripes-webhooks`,
  ),
  worker: shown({
    dev: [
      has("ecs.Service", { name: "default-worker" }),
      has("appautoscaling.Target", { minCapacity: 0, maxCapacity: 2 }),
      has("ecs.TaskDefinition", { containerDefinitions: /QUEUE_/ }, { name: "default" }),
    ],
  }),
  notifications: shown({
    dev: [
      has("sqs.Queue", {}, { name: "notify" }),
      has("iam.RolePolicy", { policy: /sqs:ReceiveMessage.*-notify"/ }, { name: "default-queues" }),
      has("iam.RolePolicy", { policy: /"SendMessages".*-app"/ }, { name: "default-queues" }),
    ],
  }),
  uploads: shown({
    dev: [
      has("s3.BucketCorsConfiguration", {
        corsRules: [{ allowedMethods: ["PUT"], allowedOrigins: ["http://localhost:4200"] }],
      }),
      has("iam.RolePolicy", { policy: /s3:PutObject.*docs-original/ }, { name: "api-buckets" }),
    ],
  }),
  "upload-event": shown({
    dev: [
      has("s3.BucketNotification", { eventbridge: true }, { name: "docsOriginal" }),
      has("cloudwatch.EventRule", { eventPattern: /Object Created.*docs-original/ }),
      has("cloudwatch.EventTarget", { arn: /stateMachine/, deadLetterConfig: /sqs/ }),
    ],
  }),
  "pipeline-steps": shown({
    dev: [
      ...["validate", "detect", "mask", "write"].map((name) => has("lambda.Function", {}, { name })),
      has("sfn.StateMachine", { definition: /textract/i }, { name: "pipeline" }),
      has("sfn.StateMachine", { definition: /document\.masked/ }, { name: "pipeline" }),
      has("sfn.StateMachine", { definition: /document\.notify/ }, { name: "pipeline" }),
      has("iam.RolePolicy", { policy: /comprehend:DetectPiiEntities/ }, { name: "detect" }),
    ],
  }),
  "pipeline-functions": shown(
    {
      dev: [
        ...["collect", "detect", "write"].map((name) =>
          has("lambda.Function", { memorySize: 512, timeout: 120 }, { name }),
        ),
        ...["validate", "flatten", "mask"].map((name) =>
          has("lambda.Function", { memorySize: 1769, timeout: 600 }, { name }),
        ),
      ],
    },
    `${page}#masking-needs-memory`,
  ),
  "pipeline-result": shown({
    dev: [
      has("sfn.StateMachine", { definition: /sqs:sendMessage.*doc-pipeline-dev-app/ }, { name: "pipeline" }),
      has("sqs.Queue", {}, { name: "app" }),
    ],
  }),
  "private-tasks": shown(
    {
      dev: [has("ecs.Service", { networkConfiguration: { assignPublicIp: true } }, { name: "api" })],
      stage: [
        has("ecs.Service", { networkConfiguration: { assignPublicIp: false } }, { name: "api" }),
        has("ecs.Service", { networkConfiguration: { assignPublicIp: false } }, { name: "default" }),
      ],
    },
    "docs/hardening-an-environment.md#hardening-an-environment",
  ),
  cdn: shown({
    dev: [
      has("cloudfront.OriginAccessControl", { signingBehavior: "always" }),
      has("cloudfront.Distribution", { defaultRootObject: "index.html" }),
    ],
    prod: [has("cloudfront.Distribution", { aliases: ["app.example.com"] })],
  }),
  amplify: shown(
    {
      "dev with Amplify": [
        has("amplify.App", { platform: "WEB", repository: /github\.com/ }),
        has("amplify.Branch"),
        lacks("cloudfront.Distribution"),
      ],
    },
    `${page}#amplify-or-cloudfront`,
  ),
  "day-one-site": shown({
    dev: [
      has("cloudfront.Distribution", {
        aliases: [],
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      }),
    ],
  }),
  "cdn-before-api": shown({
    dev: [
      has("cloudfront.Distribution", {
        orderedCacheBehaviors: [{ pathPattern: "/api/*" }, { pathPattern: "/auth/*" }],
        origins: [{ domainName: /execute-api/ }],
      }),
    ],
  }),
  cms: shown({
    dev: [
      has("cloudfront.Distribution", {
        origins: [{ domainName: "cdn.builder.io" }],
        orderedCacheBehaviors: [{ pathPattern: "/cms/*", targetOriginId: "builder" }],
      }),
    ],
  }),
  caching: shown({
    dev: [
      has("cloudfront.CachePolicy", { defaultTtl: 31536000 }, { name: "static" }),
      has("cloudfront.CachePolicy", { defaultTtl: 60 }, { name: "html" }),
      has("cloudfront.Distribution", {
        orderedCacheBehaviors: [
          { pathPattern: "/api/*", cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
        ],
      }),
    ],
  }),
  "us-edge": shown({ dev: [has("cloudfront.Distribution", { priceClass: "PriceClass_100" })] }),
  logs: shown({
    dev: [
      ...["api", "api-access", "pre-token", "default", "mask", "pipeline"].map((name) =>
        has("cloudwatch.LogGroup", { retentionInDays: 7 }, { name }),
      ),
      lacks("cloudwatch.LogGroup", { retentionInDays: /^(?!7$)/ }),
      lacks("cloudwatch.LogGroup", { retentionInDays: undefined }),
    ],
    prod: [
      ...["api", "api-access", "pre-token", "default", "mask", "pipeline"].map((name) =>
        has("cloudwatch.LogGroup", { retentionInDays: 365 }, { name }),
      ),
      lacks("cloudwatch.LogGroup", { retentionInDays: /^(?!365$)/ }),
      lacks("cloudwatch.LogGroup", { retentionInDays: undefined }),
    ],
  }),
  dashboard: shown({ dev: [has("cloudwatch.Dashboard", { dashboardBody: /AWS\/ApiGateway/ })] }),
  alarms: shown({
    prod: [
      ...[
        "api-4xx",
        "api-5xx",
        "api-latency",
        "service-api-cpu",
        "service-api-memory",
        "database-cpu",
        "database-connections",
        "queue-app-depth",
        "queue-app-dead-letters",
        "pipeline-failures",
      ].map((name) => has("cloudwatch.MetricAlarm", { alarmActions: [/:sns:/] }, { name })),
      has("cloudwatch.MetricAlarm", { extendedStatistic: "p95" }, { name: "api-latency" }),
    ],
  }),
  sentry: shown({
    dev: [
      has("secretsmanager.Secret", {}, { name: "sentry" }),
      has("ecs.TaskDefinition", { containerDefinitions: /SENTRY_DSN/ }, { name: "api" }),
    ],
  }),
  workflows: shown(
    {
      dev: [
        has("iam.Role", { assumeRolePolicy: /:environment:dev/ }, { name: "backend" }),
        has("iam.RolePolicy", { policy: /ecr:PutImage/ }, { name: "backend" }),
        has("iam.Role", { assumeRolePolicy: /:environment:dev/ }, { name: "infraUp" }),
      ],
    },
    ".github/workflows/deploy.yml",
    ".github/workflows/backend-deploy.yml",
  ),
  approvals: shown(
    {
      stage: [
        // Nothing but the environment's job, which waits for its reviewers: no branch, and no other environment.
        ...["infraUp", "backend", "frontend"].map((name) =>
          has("iam.Role", { assumeRolePolicy: /:sub":\["repo:[^"]+:environment:stage"\]/ }, { name }),
        ),
      ],
      prod: ["infraUp", "backend", "frontend"].map((name) =>
        has("iam.Role", { assumeRolePolicy: /:sub":\["repo:[^"]+:environment:prod"\]/ }, { name }),
      ),
    },
    ".github/workflows/rollout.yml",
  ),
  "delivery-later": shown(
    {
      prod: [has("ecs.Service", { deploymentConfiguration: { strategy: "BLUE_GREEN" } }, { name: "api" })],
    },
    ".github/workflows/check.yml",
  ),
  "layer-order": byHand(`${page}#layer-by-layer`),
});
