import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { openAccount } from "./account-rig.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";

const api = "aws:apigatewayv2/api:Api";
const route = "aws:apigatewayv2/route:Route";
const stage = "aws:apigatewayv2/stage:Stage";
const integration = "aws:apigatewayv2/integration:Integration";
const link = "aws:apigatewayv2/vpcLink:VpcLink";
const domain = "aws:apigatewayv2/domainName:DomainName";
const restApi = "aws:apigateway/restApi:RestApi";
const restResource = "aws:apigateway/resource:Resource";
const restMethod = "aws:apigateway/method:Method";
const restIntegration = "aws:apigateway/integration:Integration";
const restDeployment = "aws:apigateway/deployment:Deployment";
const certificate = "aws:acm/certificate:Certificate";
const pool = "aws:cognito/userPool:UserPool";
const client = "aws:cognito/userPoolClient:UserPoolClient";
const host = "aws:cognito/userPoolDomain:UserPoolDomain";

const limits = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };
const listener =
  "arn:aws:elasticloadbalancing:us-west-1:111122223333:listener/app/internal/0123456789abcdef/0123456789abcdef";
const loadBalancer =
  "arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/internal/0123456789abcdef";

const httpApi = (aws: Account, inputs: Properties = {}) =>
  aws.create(api, "api", { protocolType: "HTTP", ...inputs });

async function httpStage(aws: Account, inputs: Properties): Promise<Made> {
  const { id } = await httpApi(aws);
  await aws.create(route, "r", { apiId: id, routeKey: "ANY /api" });
  return await aws.create(stage, "s", { apiId: id, name: "$default", autoDeploy: true, ...inputs });
}

async function httpRoutes(aws: Account, ...keys: string[]): Promise<void> {
  const { id } = await httpApi(aws);
  for (const routeKey of keys) await aws.create(route, routeKey, { apiId: id, routeKey });
}

async function httpIntegration(aws: Account, inputs: Properties): Promise<Made> {
  const { id } = await httpApi(aws);
  return await aws.create(integration, "i", { apiId: id, integrationType: "HTTP_PROXY", ...inputs });
}

async function vpcLink(aws: Account, zone = "c"): Promise<Made> {
  const region = "us-east-1";
  const vpc = await aws.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16", region });
  const subnet = await aws.create("aws:ec2/subnet:Subnet", "s", {
    vpcId: vpc.id,
    cidrBlock: "10.0.0.0/24",
    availabilityZone: `${region}${zone}`,
    region,
  });
  const securityGroupIds = [
    (await aws.create("aws:ec2/securityGroup:SecurityGroup", "g", { vpcId: vpc.id, name: "g", region })).id,
  ];
  return await aws.create(link, "l", { subnetIds: [subnet.id], securityGroupIds, region });
}

async function rest(
  aws: Account,
  region = "us-west-1",
): Promise<{ restApi: string; resourceId: string; region: string }> {
  const { id, rootResourceId } = await aws.create(restApi, "api", { region });
  return { restApi: id, resourceId: String(rootResourceId), region };
}

async function restLink(aws: Account, inputs: Properties): Promise<Made> {
  const { id } = await vpcLink(aws);
  return await aws.create(restIntegration, "i", {
    ...(await rest(aws, "us-east-1")),
    httpMethod: "ANY",
    type: "HTTP_PROXY",
    connectionType: "VPC_LINK",
    connectionId: id,
    ...inputs,
  });
}

/** A certificate of example.com with its record, and its zone. */
async function wildcard(
  aws: Account,
  issued: boolean,
  region: string,
): Promise<{ arn: string; zoneId: string }> {
  const { id: zoneId } = await aws.create("aws:route53/zone:Zone", "z", { name: "example.com" });
  const made = await aws.create(certificate, "c", {
    domainName: "*.example.com",
    validationMethod: "DNS",
    region,
  });
  if (issued) {
    const [option] = made["domainValidationOptions"] as Record<string, string>[];
    await aws.create("aws:route53/record:Record", "validation", {
      zoneId,
      name: option?.["resourceRecordName"] ?? "",
      type: "CNAME",
      ttl: 300,
      records: [option?.["resourceRecordValue"] ?? ""],
    });
    await aws.create("aws:acm/certificateValidation:CertificateValidation", "v", {
      certificateArn: made.id,
      region,
    });
  }
  return { arn: made.id, zoneId };
}

async function apiDomain(aws: Account, issued: boolean): Promise<Made> {
  const { arn } = await wildcard(aws, issued, "us-west-1");
  return await aws.create(domain, "d", {
    domainName: "api.example.com",
    domainNameConfiguration: { certificateArn: arn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
  });
}

const userPool = (aws: Account, inputs: Properties = {}) => aws.create(pool, "users", { ...inputs });

async function userPoolClient(aws: Account, inputs: Properties): Promise<Made> {
  const { id } = await userPool(aws);
  return await aws.create(client, "app", {
    userPoolId: id,
    allowedOauthFlows: ["code"],
    callbackUrls: ["https://api.example.com/auth/callback"],
    ...inputs,
  });
}

async function signInHost(aws: Account, name: string, inputs: Properties = {}): Promise<Made> {
  const { id } = await userPool(aws);
  return await aws.create(host, "sign-in", { userPoolId: id, domain: name, ...inputs });
}

/** A sign-in host of one's own, whose parent is the apex of a zone in the account. */
async function ownSignInHost(aws: Account, apexResolves: boolean): Promise<Made> {
  const { arn, zoneId } = await wildcard(aws, true, "us-east-1");
  if (apexResolves) {
    await aws.create("aws:route53/record:Record", "apex", {
      zoneId,
      name: "example.com",
      type: "A",
      ttl: 300,
      records: ["192.0.2.1"],
    });
  }
  return await signInHost(aws, "auth.example.com", { certificateArn: arn });
}

const attribute = (name: string) => ({ name, attributeDataType: "String", mutable: true });

async function changeAttributes(aws: Account, names: string[]): Promise<Properties> {
  const { id, name } = await userPool(aws, { schemas: [attribute("tenant")] });
  return await aws.update(pool, "users", id, { name: name ?? "", schemas: names.map(attribute) });
}

/** A stage that logs its calls, in an account that lets API Gateway log or not. */
const loggedStage = (hasRole: boolean) => async (aws: Account) => {
  await aws.create("aws:cloudwatch/logGroup:LogGroup", "api", { name: "api" });
  const { restApi: api } = await rest(aws);
  if (hasRole) {
    aws.put("aws:apigateway/account:Account", "account", {
      cloudwatchRoleArn: "arn:aws:iam::111122223333:role/api-logs",
    });
  }
  await aws.create("aws:apigateway/stage:Stage", "live", {
    restApi: api,
    deployment: "d",
    stageName: "live",
    accessLogSettings: {
      destinationArn: "arn:aws:logs:us-west-1:111122223333:log-group:api",
      format: "$context.requestId",
    },
  });
};

const logGroupArn = "arn:aws:logs:us-west-1:111122223333:log-group:/aws/vendedlogs/apigw/shop";
const logsTo = (destinationArn: string) => async (aws: Account) => {
  await aws.create("aws:cloudwatch/logGroup:LogGroup", "api", { name: "/aws/vendedlogs/apigw/shop" });
  await httpStage(aws, { accessLogSettings: { destinationArn, format: '{"id":"$context.requestId"}' } });
};

const guard = (source: string) => async (aws: Account) =>
  await aws.create("aws:apigatewayv2/authorizer:Authorizer", "users", {
    apiId: (await httpApi(aws)).id,
    authorizerType: "JWT",
    identitySources: [source],
    jwtConfiguration: {
      issuer: "https://cognito-idp.us-west-1.amazonaws.com/us-west-1_0a1b2c3d4",
      audiences: ["client"],
    },
  });

const google = (details: Properties) => async (aws: Account) =>
  await aws.create("aws:cognito/identityProvider:IdentityProvider", "google", {
    userPoolId: (await userPool(aws)).id,
    providerName: "Google",
    providerType: "Google",
    providerDetails: { client_id: "id", client_secret: "not-a-real-one", ...details },
  });

const managedLogin = (userPoolTier: string) => async (aws: Account) =>
  await aws.create(host, "sign-in", {
    userPoolId: (await userPool(aws, { userPoolTier })).id,
    domain: "shop-dev",
    managedLoginVersion: 2,
  });

const hosted = (inputs: Properties) => (aws: Account) =>
  aws.create("aws:amplify/app:App", "web", { name: "web", ...inputs });

/** An integration with a listener of this protocol behind a VPC link. */
async function linked(aws: Account, protocol: string, inputs: Properties = {}): Promise<Made> {
  aws.put("aws:lb/listener:Listener", listener, { protocol });
  return await httpIntegration(aws, { connectionType: "VPC_LINK", integrationUri: listener, ...inputs });
}

const plan = (aws: Account, apiId: string) =>
  aws.create("aws:apigateway/usagePlan:UsagePlan", "plan", { apiStages: [{ apiId, stage: "live" }] });

export const cases: Record<string, RuleCase> = {
  "api-limits-come-in-pairs": {
    accepts: (aws) => httpStage(aws, { defaultRouteSettings: limits }),
    refuses: (aws) => httpStage(aws, { defaultRouteSettings: { detailedMetricsEnabled: true } }),
    message: "gets limits of 0, and every request 429",
  },
  "api-route-settings-name-routes": {
    accepts: (aws) => httpStage(aws, { routeSettings: [{ routeKey: "ANY /api", ...limits }] }),
    refuses: (aws) => httpStage(aws, { routeSettings: [{ routeKey: "ANY /reports", ...limits }] }),
    message: "Unable to find Route by key ANY /reports within the provided RouteSettings",
  },
  "api-route-twice": {
    accepts: (aws) => httpRoutes(aws, "ANY /api", "GET /api"),
    refuses: (aws) => httpRoutes(aws, "ANY /api", "ANY /api"),
    message: "Route with key ANY /api already exists for this API",
  },
  "api-route-key-form": {
    accepts: (aws) => httpRoutes(aws, "$default", "ANY /", "POST /api/{proxy+}"),
    refuses: (aws) => httpRoutes(aws, "/api/*"),
    message: "The provided route key is not formatted properly for HTTP protocol.",
  },
  "api-cors-wildcard-with-credentials": {
    accepts: (aws) => httpApi(aws, { corsConfiguration: { allowOrigins: ["*"] } }),
    refuses: (aws) => httpApi(aws, { corsConfiguration: { allowOrigins: ["*"], allowCredentials: true } }),
    message: "allowCredentials is not supported for the origin *",
  },
  "api-link-integration-target": {
    accepts: (aws) => httpIntegration(aws, { connectionType: "VPC_LINK", integrationUri: listener }),
    refuses: (aws) => httpIntegration(aws, { connectionType: "VPC_LINK", integrationUri: loadBalancer }),
    message: "integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.",
  },
  "api-timeout": {
    accepts: (aws) => httpIntegration(aws, { timeoutMilliseconds: 30000 }),
    refuses: async (aws) =>
      await aws.create(restIntegration, "i", {
        ...(await rest(aws)),
        httpMethod: "ANY",
        type: "HTTP_PROXY",
        timeoutMilliseconds: 30000,
      }),
    message: "Timeout should be between 50 ms and 29000 ms",
  },
  "vpc-link-zones": {
    accepts: (aws) => vpcLink(aws, "a"),
    refuses: (aws) => vpcLink(aws, "e"),
    message: "is in an Availability Zone that does not support VPC links",
  },
  "vpc-link-in-use": {
    async accepts() {
      const aws = openAccount({ region: "us-east-1" });
      await aws.remove(link, "l", (await vpcLink(aws)).id);
    },
    async refuses() {
      const aws = openAccount({ region: "us-east-1" });
      const { id } = await vpcLink(aws);
      await httpIntegration(aws, { connectionType: "VPC_LINK", connectionId: id, integrationUri: listener });
      await aws.remove(link, "l", id);
    },
    message: "Cannot delete VPC link.",
  },
  "rest-link-names-its-target": {
    accepts: (aws) => restLink(aws, { integrationTarget: loadBalancer }),
    refuses: (aws) => restLink(aws, { uri: "http://internal.example.com" }),
    message: "IntegrationTarget is required for VpcLinkV2",
  },
  "rest-deployment-has-methods": {
    async accepts(aws) {
      const place = { ...(await rest(aws)), httpMethod: "ANY" };
      await aws.create(restMethod, "m", { ...place, authorization: "NONE" });
      await aws.create(restIntegration, "i", { ...place, type: "HTTP_PROXY", uri: "http://example.com" });
      await aws.create(restDeployment, "d", { restApi: place.restApi });
    },
    refuses: async (aws) => await aws.create(restDeployment, "d", { restApi: (await rest(aws)).restApi }),
    message: "The REST API doesn't contain any methods",
  },
  "rest-path-twice": {
    accepts: async (aws) => await restPaths(aws, "api", "auth"),
    refuses: async (aws) => await restPaths(aws, "api", "api"),
    message: "Another resource with the same parent already has this name: api",
  },
  "api-domain-certificate": {
    accepts: (aws) => apiDomain(aws, true),
    refuses: (aws) => apiDomain(aws, false),
    message: "The provided certificate does not exist or is not in ISSUED state.",
  },
  "api-domain-taken": {
    accepts: (aws) => apiDomain(aws, true),
    async refuses(aws) {
      const { domainNameConfiguration } = await apiDomain(aws, true);
      await aws.create(domain, "again", {
        domainName: "api.example.com",
        domainNameConfiguration: domainNameConfiguration ?? {},
      });
    },
    message: "The domain name you provided already exists: api.example.com",
  },
  "user-pool-attributes-stay": {
    accepts: (aws) => changeAttributes(aws, ["tenant", "role"]),
    refuses: (aws) => changeAttributes(aws, ["role"]),
    message: "cannot modify or remove schema items",
  },
  "user-pool-deletion-protection": {
    accepts: async (aws) => await aws.remove(pool, "users", (await userPool(aws)).id),
    refuses: async (aws) =>
      await aws.remove(pool, "users", (await userPool(aws, { deletionProtection: "ACTIVE" })).id),
    message: "The user pool cannot be deleted because deletion protection is activated.",
  },
  "user-pool-has-domain": {
    accepts: async (aws) => await aws.remove(pool, "users", (await userPool(aws)).id),
    async refuses(aws) {
      const { userPoolId } = await signInHost(aws, "shop-dev");
      await aws.remove(pool, "users", String(userPoolId));
    },
    message: "It has a domain configured that should be deleted first.",
  },
  "user-pool-features-by-tier": {
    accepts: (aws) =>
      userPool(aws, { userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }),
    refuses: (aws) => userPool(aws, { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }),
    message: "Threat protection is not available in the current feature plan; it needs PLUS",
  },
  "user-pool-domain-form": {
    accepts: (aws) => signInHost(aws, "shop-dev"),
    refuses: (aws) => signInHost(aws, "shop-cognito"),
    message: "Domain cannot contain reserved word: cognito",
  },
  "user-pool-custom-domain": {
    accepts: (aws) => ownSignInHost(aws, true),
    refuses: (aws) => ownSignInHost(aws, false),
    message: "Was not able to resolve the root domain, please ensure an A record exists for the root domain.",
  },
  "user-pool-client-redirects": {
    accepts: (aws) =>
      userPoolClient(aws, {
        callbackUrls: ["http://localhost:3000/auth/callback", "http://127.0.0.1/callback"],
      }),
    refuses: (aws) => userPoolClient(aws, { callbackUrls: ["http://api.example.com/auth/callback"] }),
    message: "http://api.example.com/auth/callback cannot use the HTTP protocol.",
  },
  "user-pool-client-providers": {
    accepts: (aws) => userPoolClient(aws, { supportedIdentityProviders: ["COGNITO"] }),
    refuses: (aws) => userPoolClient(aws, { supportedIdentityProviders: ["Google"] }),
    message: "The provider Google does not exist for User Pool",
  },
  "user-pool-client-rotation": {
    accepts: (aws) =>
      userPoolClient(aws, {
        refreshTokenRotation: { feature: "ENABLED" },
        explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      }),
    refuses: (aws) =>
      userPoolClient(aws, {
        refreshTokenRotation: { feature: "ENABLED" },
        explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      }),
    message: "ALLOW_REFRESH_TOKEN_AUTH is not compatible with refresh token rotation",
  },
  "api-access-log-form": {
    accepts: logsTo(`${logGroupArn}:*`),
    refuses: logsTo("/aws/vendedlogs/apigw/shop"),
    message:
      "BadRequestException: Invalid ARN specified in the request. ARNs must start with 'arn:': /aws/vendedlogs/apigw/shop",
  },
  "api-access-log-group-exists": {
    accepts: logsTo(logGroupArn),
    refuses: logsTo("arn:aws:logs:us-west-1:111122223333:log-group:none"),
    message: "NotFoundException: Cannot enable logging. LogDestination: none does not exist",
  },
  "rest-logs-need-account-role": {
    accepts: loggedStage(true),
    refuses: loggedStage(false),
    message: "CloudWatch Logs role ARN must be set in account settings to enable logging",
  },
  "api-authorizer-form": {
    accepts: guard("$request.header.Authorization"),
    refuses: guard("$request.header.cookie, $request.header.Authorization"),
    message: "Identity source must be one selection expression of a header or query string",
  },
  "vpc-link-network": {
    accepts: (aws) => vpcLink(aws),
    refuses: (aws) =>
      aws.create(link, "l", { subnetIds: ["subnet-0123456789abcdef0"], securityGroupIds: [] }),
    message: "The subnet ID 'subnet-0123456789abcdef0' does not exist",
  },
  "identity-provider-details": {
    accepts: google({ authorize_scopes: "openid email" }),
    refuses: google({}),
    message: "authorize_scopes is required in providerDetails",
  },
  "managed-login-by-tier": {
    accepts: managedLogin("ESSENTIALS"),
    refuses: managedLogin("LITE"),
    message: "Managed login is not available in the current feature plan; it needs ESSENTIALS or PLUS",
  },
  "amplify-repository-token": {
    accepts: hosted({}),
    refuses: hosted({ repository: "https://github.com/example/shop" }),
    message: "You should at least provide one valid token",
  },
  "api-link-tls": {
    accepts: (aws) => linked(aws, "HTTPS", { tlsConfig: { serverNameToVerify: "api.example.com" } }),
    refuses: (aws) => linked(aws, "HTTPS"),
    message: `TlsConfig is required for the HTTPS listener ${listener}`,
  },
  "usage-plan-stages": {
    async accepts(aws) {
      const place = await rest(aws);
      await aws.create(restMethod, "any", { ...place, httpMethod: "ANY", authorization: "NONE" });
      await aws.create(restIntegration, "any", { ...place, httpMethod: "ANY", type: "MOCK" });
      const { id } = await aws.create(restDeployment, "d", { restApi: place.restApi });
      await aws.create("aws:apigateway/stage:Stage", "live", {
        restApi: place.restApi,
        deployment: id,
        stageName: "live",
      });
      await plan(aws, place.restApi);
    },
    refuses: async (aws) => await plan(aws, (await httpApi(aws)).id),
    message: "Invalid API identifier specified 111122223333:",
  },
};

async function restPaths(aws: Account, ...parts: string[]): Promise<void> {
  const { restApi: id, resourceId } = await rest(aws);
  for (const [index, pathPart] of parts.entries()) {
    await aws.create(restResource, `${pathPart}-${index}`, { restApi: id, parentId: resourceId, pathPart });
  }
}
