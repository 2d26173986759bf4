import { expect, test } from "@jest/globals";
import { examples, type AuthExample } from "../../support/examples/auth.ts";
import { runLayer } from "../../support/layer-under-mocks.ts";
import { upstreams, type ComputeShape } from "./upstreams.ts";

const shapes: Record<AuthExample, ComputeShape> = {
  "doc-pipeline-dev": "public",
  "doc-pipeline-http": "internal",
  "doc-pipeline-prod": "internal",
  "web-api-dev": "public",
  "web-api-lambda": "functions",
  "web-api-lambda-websocket": "functions",
  "utm-dev": "public",
  "tap-poc": "public",
};

/** Runs 50-auth with an example, in which `change` may alter anything. */
const run = (
  name: AuthExample,
  change: (config: any) => void = () => {},
  published?: { network?: object; compute?: object; shape?: ComputeShape },
) => {
  const config = structuredClone(examples[name]);
  change(config);
  return runLayer({
    layer: "50-auth",
    stack: "dev",
    config,
    upstreams: upstreams(published?.shape ?? shapes[name], published),
    secretKeys: ["auth", "api"],
  });
};

/** A value that the program marked as secret; fails the test when it is plain. */
const revealed = (value: any): string => {
  expect(value).toEqual(expect.objectContaining({ "4dabf18193072939515e22adb298388d": expect.anything() }));
  return value.value;
};

const statementsOf = (resource: { inputs: Record<string, any> }) =>
  JSON.parse(resource.inputs["policy"]).Statement;

const pool = "aws:cognito/userPool:UserPool";
const client = "aws:cognito/userPoolClient:UserPoolClient";

test.each(["doc-pipeline-dev", "doc-pipeline-http", "doc-pipeline-prod", "tap-poc"] as const)(
  "%s: users sign in by e-mail with the code flow, and no create-only attribute differs between systems",
  async (name) => {
    const { resource } = await run(name);
    expect(resource(pool).inputs).toMatchObject({
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      schemas: [{ name: "tenant" }, { name: "role" }],
      passwordPolicy: { minimumLength: 12, requireSymbols: true },
    });
    expect(resource(client).inputs).toMatchObject({
      generateSecret: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email", "profile"],
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      refreshTokenRotation: { feature: "ENABLED" },
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
    });
  },
);

test.each(["doc-pipeline-dev", "doc-pipeline-prod"] as const)(
  "%s: a user cannot write the attributes that claims are made of",
  async (name) => {
    const { resource } = await run(name);
    expect(resource(client).inputs["writeAttributes"]).toEqual(["email", "name"]);
  },
);

test("doc-pipeline's tokens carry tenant and role, added by a function that only Cognito may call", async () => {
  const { resource, outputs } = await run("doc-pipeline-prod");
  const fn = resource("aws:lambda/function:Function", "pre-token").inputs;
  expect(JSON.parse(fn["environment"].variables.CLAIMS)).toEqual({
    tenant: { attribute: "custom:tenant", required: true },
    role: { attribute: "custom:role", default: "member", required: false },
  });
  expect(fn).toMatchObject({ runtime: "nodejs24.x", timeout: 5, tracingConfig: { mode: "Active" } });
  expect(fn).not.toHaveProperty("vpcConfig");
  expect(resource(pool).inputs["lambdaConfig"]).toEqual({
    preTokenGenerationConfig: { lambdaArn: expect.stringContaining(":function:"), lambdaVersion: "V2_0" },
  });
  expect(resource("aws:lambda/permission:Permission", "pre-token-cognito").inputs).toMatchObject({
    principal: "cognito-idp.amazonaws.com",
    sourceArn: outputs["userPoolArn"],
  });
});

test("production protects its users: deletion refused, second factor required, stolen passwords stopped", async () => {
  const { resource } = await run("doc-pipeline-prod");
  expect(resource(pool).inputs).toMatchObject({
    userPoolTier: "PLUS",
    deletionProtection: "ACTIVE",
    mfaConfiguration: "ON",
    userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
  });
});

test("development leaves nothing behind and costs less", async () => {
  const { resource } = await run("doc-pipeline-dev");
  expect(resource(pool).inputs).toMatchObject({
    userPoolTier: "ESSENTIALS",
    deletionProtection: "INACTIVE",
    mfaConfiguration: "OPTIONAL",
  });
  expect(resource(pool).inputs).not.toHaveProperty("userPoolAddOns");
  expect(resource("aws:secretsmanager/secret:Secret").inputs).toMatchObject({
    name: "doc-pipeline/dev/cognitoClient",
    recoveryWindowInDays: 0,
  });
});

test("a client's secret reaches state as a secret only, and outputs say where it is", async () => {
  const { resource, outputs } = await run("doc-pipeline-dev");
  const version = resource("aws:secretsmanager/secretVersion:SecretVersion").inputs;
  expect(JSON.parse(revealed(version["secretString"]))).toEqual({
    clientId: outputs["clientId"],
    clientSecret: expect.stringMatching(/^[0-9a-f]{51}$/),
  });
  expect(outputs["clientSecretArn"]).toMatch(
    /^arn:aws:secretsmanager:.*:secret:doc-pipeline\/dev\/cognitoClient-/,
  );
});

test("a single-page app's client has no secret, since it could not keep one", async () => {
  const { resource, outputs, all } = await run("doc-pipeline-dev", ({ auth }) => {
    auth.session = "spa";
  });
  expect(resource(client).inputs["generateSecret"]).toBe(false);
  expect(all("aws:secretsmanager/secret:Secret")).toEqual([]);
  expect(outputs["clientSecretArn"]).toBeUndefined();
});

test("tap lets in whom an administrator made or Google knows, and puts ids in SSM", async () => {
  const { resource, all, outputs } = await run("tap-poc");
  expect(resource(pool).inputs["adminCreateUserConfig"]).toEqual({ allowAdminCreateUserOnly: true });
  const google = resource("aws:cognito/identityProvider:IdentityProvider").inputs;
  expect(google).toMatchObject({
    providerType: "Google",
    attributeMapping: { username: "sub", email: "email" },
  });
  expect(revealed(google["providerDetails"])).toMatchObject({ client_secret: "only-for-tests" });
  expect(resource(client).inputs).toMatchObject({
    supportedIdentityProviders: ["COGNITO", "Google"],
    callbackUrls: ["https://api.tap.example.com/auth/callback"],
    logoutUrls: ["https://tap.example.com/login"],
  });
  const settings = Object.fromEntries(
    all("aws:ssm/parameter:Parameter").map(({ inputs }) => [inputs["name"], inputs["insecureValue"]]),
  );
  expect(settings).toEqual({
    "/tap/dev/auth/provider": "cognito",
    "/tap/dev/auth/userPoolId": outputs["userPoolId"],
    "/tap/dev/auth/clientId": outputs["clientId"],
    "/tap/dev/auth/clientSecretArn": outputs["clientSecretArn"],
    "/tap/dev/auth/issuer": `https://cognito-idp.us-east-1.amazonaws.com/${outputs["userPoolId"]}`,
    "/tap/dev/auth/domain": outputs["authDomain"],
    "/tap/dev/auth/redirectUri": "https://api.tap.example.com/auth/callback",
    "/tap/dev/auth/logoutUri": "https://tap.example.com/login",
  });
  expect(outputs["authDomain"]).toMatch(/^tap-dev-[0-9a-f]{8}\.auth\.us-east-1\.amazoncognito\.com$/);
  expect(outputs).toMatchObject({ apiKind: "none", dnsRecords: [] });
  expect(all("aws:apigatewayv2/api:Api")).toEqual([]);
});

test("the app's role gets its settings, its secret and its users, and nothing wider", async () => {
  const { resource, outputs } = await run("tap-poc");
  const policy = resource("aws:iam/rolePolicy:RolePolicy", "app-api");
  expect(policy.inputs["role"]).toBe("api-task-0a1b2c3");
  const resources = statementsOf(policy).flatMap(({ Resource }: any) => Resource);
  expect(resources).toEqual([
    "arn:aws:ssm:us-east-1:123456789012:parameter/tap/dev/auth",
    "arn:aws:ssm:us-east-1:123456789012:parameter/tap/dev/auth/*",
    "arn:aws:ssm:us-east-1:123456789012:parameter/tap/dev/api",
    "arn:aws:ssm:us-east-1:123456789012:parameter/tap/dev/api/*",
    outputs["clientSecretArn"],
    outputs["userPoolArn"],
  ]);
});

test("a sign-in page at one's own host uses the certificate of us-east-1 and a record at its distribution", async () => {
  const { resource, outputs } = await run("doc-pipeline-prod", (config) => {
    config.domain.auth = "auth.docs.example.com";
    config.auth.cognito.domain = { parentResolves: true };
  });
  expect(resource("aws:cognito/userPoolDomain:UserPoolDomain").inputs).toMatchObject({
    domain: "auth.docs.example.com",
    managedLoginVersion: 2,
    certificateArn: expect.stringContaining(":acm:us-east-1:"),
  });
  expect(resource("aws:route53/record:Record", "sign-in").inputs).toMatchObject({
    name: "auth.docs.example.com",
    type: "A",
    aliases: [{ zoneId: "Z2FDTNDATAQYW2" }],
  });
  expect(outputs["authDomain"]).toBe("auth.docs.example.com");
});

const route = "aws:apigatewayv2/route:Route";
const integration = "aws:apigatewayv2/integration:Integration";

test("doc-pipeline's interim HTTP API passes requests on to the public load balancer with a secret header", async () => {
  const { resource, all, outputs } = await run("doc-pipeline-dev");
  expect(resource("aws:apigatewayv2/api:Api").inputs).toMatchObject({
    protocolType: "HTTP",
    disableExecuteApiEndpoint: false,
    corsConfiguration: { allowCredentials: true, allowOrigins: ["http://localhost:4200"] },
  });
  const { requestParameters, ...target } = resource(integration).inputs;
  expect(target).toMatchObject({
    connectionType: "INTERNET",
    integrationUri: "http://public-1.us-west-1.elb.amazonaws.com",
  });
  expect(revealed(requestParameters)).toEqual({
    "overwrite:path": "$request.path",
    "overwrite:header.x-origin-secret": "only-for-tests",
  });
  expect(all(route).map(({ inputs }) => inputs["routeKey"])).toEqual([
    "ANY /auth",
    "ANY /auth/{proxy+}",
    "ANY /api",
    "ANY /api/{proxy+}",
    "POST /webhooks/stripe",
  ]);
  expect(all("aws:apigatewayv2/vpcLink:VpcLink")).toEqual([]);
  expect(outputs).toMatchObject({
    apiKind: "http",
    apiStage: "$default",
    apiUrl: `https://${outputs["apiHost"]}`,
  });
});

test("a stage limits every route with both values and logs to a group for vended logs", async () => {
  const { resource } = await run("doc-pipeline-http");
  const stage = resource("aws:apigatewayv2/stage:Stage").inputs;
  expect(stage["defaultRouteSettings"]).toEqual({
    throttlingRateLimit: 50,
    throttlingBurstLimit: 100,
    detailedMetricsEnabled: true,
  });
  expect(
    stage["routeSettings"].map(({ routeKey, throttlingRateLimit }: any) => [routeKey, throttlingRateLimit]),
  ).toEqual([
    ["ANY /auth", 10],
    ["ANY /auth/{proxy+}", 10],
  ]);
  expect(stage).toMatchObject({ name: "$default", autoDeploy: true });
  expect(resource("aws:cloudwatch/logGroup:LogGroup", "api-access").inputs["name"]).toBe(
    "/aws/vendedlogs/apigw/doc-pipeline-dev-api",
  );
});

test("an HTTP API reaches the private load balancer's listener and checks the name on its certificate", async () => {
  const { resource } = await run("doc-pipeline-http");
  expect(resource("aws:apigatewayv2/vpcLink:VpcLink").inputs).toMatchObject({
    subnetIds: ["subnet-00000000000000011", "subnet-00000000000000012"],
    securityGroupIds: ["sg-00000000000000006"],
  });
  expect(resource(integration).inputs).toMatchObject({
    connectionType: "VPC_LINK",
    integrationUri: expect.stringContaining(":listener/app/internal/"),
    tlsConfig: { serverNameToVerify: "api.stage.docs.example.com" },
  });
});

test("a VPC link leaves out zones in which AWS has none", async () => {
  const { resource } = await run("doc-pipeline-http", undefined, {
    network: { azIds: ["usw1-az2", "usw1-az3"] },
  });
  expect(resource("aws:apigatewayv2/vpcLink:VpcLink").inputs["subnetIds"]).toEqual([
    "subnet-00000000000000012",
  ]);
});

test("a cookie is checked by a function, except where a route is public or a browser asks beforehand", async () => {
  const { resource, all, outputs } = await run("doc-pipeline-http");
  const authorizer = resource("aws:apigatewayv2/authorizer:Authorizer").inputs;
  expect(authorizer).toMatchObject({
    authorizerType: "REQUEST",
    identitySources: ["$request.header.Cookie"],
    enableSimpleResponses: true,
    authorizerPayloadFormatVersion: "2.0",
  });
  expect(
    resource("aws:lambda/function:Function", "cookie-authorizer").inputs["environment"].variables,
  ).toEqual({
    ISSUER: outputs["issuer"],
    AUDIENCES: JSON.stringify([outputs["clientId"]]),
    COOKIE: "access_token",
  });
  const byType = Object.fromEntries(
    all(route).map(({ inputs }) => [inputs["routeKey"], inputs["authorizationType"]]),
  );
  expect(byType).toEqual({
    "ANY /auth": "NONE",
    "ANY /auth/{proxy+}": "NONE",
    "ANY /api": "CUSTOM",
    "OPTIONS /api": "NONE",
    "ANY /api/{proxy+}": "CUSTOM",
    "OPTIONS /api/{proxy+}": "NONE",
    "POST /webhooks/stripe": "NONE",
  });
});

test("with a host name of its own the API answers nowhere else", async () => {
  const { resource, outputs } = await run("doc-pipeline-http");
  expect(resource("aws:apigatewayv2/api:Api").inputs["disableExecuteApiEndpoint"]).toBe(true);
  expect(resource("aws:apigatewayv2/domainName:DomainName").inputs).toMatchObject({
    domainName: "api.stage.docs.example.com",
    domainNameConfiguration: { endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
  });
  expect(resource("aws:route53/record:Record").inputs).toMatchObject({
    name: "api.stage.docs.example.com",
    aliases: [{ name: expect.stringMatching(/^d-.*execute-api/), evaluateTargetHealth: false }],
  });
  expect(outputs).toMatchObject({
    apiUrl: "https://api.stage.docs.example.com",
    apiHost: "api.stage.docs.example.com",
    dnsRecords: [],
  });
});

test("where somebody keeps DNS by hand, the records to make are an output", async () => {
  const { outputs, all } = await run("doc-pipeline-http", (config) => {
    config.domain.dns = "manual";
  });
  expect(all("aws:route53/record:Record")).toEqual([]);
  expect(outputs["dnsRecords"]).toEqual([
    { name: "api.stage.docs.example.com", type: "CNAME", value: expect.stringMatching(/^d-.*execute-api/) },
  ]);
});

test("doc-pipeline's REST API reaches the private load balancer without a network load balancer between", async () => {
  const { all, resource } = await run("doc-pipeline-prod");
  expect(
    all("aws:apigateway/resource:Resource")
      .map(({ inputs }) => inputs["pathPart"])
      .sort(),
  ).toEqual(["api", "auth", "integrations", "stripe", "webhooks", "{proxy+}", "{proxy+}", "{proxy+}"]);
  expect(resource("aws:apigateway/integration:Integration", "any-api-proxy").inputs).toMatchObject({
    type: "HTTP_PROXY",
    connectionType: "VPC_LINK",
    integrationTarget: expect.stringContaining(":loadbalancer/app/internal/"),
    uri: "https://api.docs.example.com/api/{proxy}",
    requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
    timeoutMilliseconds: 29000,
  });
  expect(resource("aws:apigateway/restApi:RestApi").inputs).toMatchObject({
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
    binaryMediaTypes: ["*/*"],
  });
});

test("usage plans count keys on the routes that ask for one, preflight excepted", async () => {
  const { all, resource, outputs } = await run("doc-pipeline-prod");
  const keyed = all("aws:apigateway/method:Method")
    .filter(({ inputs }) => inputs["apiKeyRequired"])
    .map(({ name }) => name);
  expect(keyed).toEqual(["any-api-integrations", "any-api-integrations-proxy"]);
  expect(resource("aws:apigateway/method:Method", "options-api-integrations").inputs["apiKeyRequired"]).toBe(
    false,
  );
  expect(resource("aws:apigateway/usagePlan:UsagePlan").inputs).toMatchObject({
    quotaSettings: { limit: 100000, period: "MONTH" },
    throttleSettings: { rateLimit: 20, burstLimit: 40 },
    apiStages: [{ apiId: outputs["apiId"], stage: "live" }],
  });
  expect(Object.keys(outputs["apiKeyIds"])).toEqual(["accounting"]);
});

test("a REST stage is limited, traced, logged and publishes the ARN that a web ACL takes", async () => {
  const { resource, outputs } = await run("doc-pipeline-prod");
  expect(resource("aws:apigateway/methodSettings:MethodSettings", "api").inputs).toMatchObject({
    methodPath: "*/*",
    settings: {
      throttlingRateLimit: 200,
      throttlingBurstLimit: 400,
      loggingLevel: "ERROR",
      dataTraceEnabled: false,
    },
  });
  expect(resource("aws:apigateway/stage:Stage").inputs).toMatchObject({
    stageName: "live",
    xrayTracingEnabled: true,
    accessLogSettings: { destinationArn: expect.stringContaining("/aws/vendedlogs/apigw/") },
  });
  expect(outputs["apiStageArn"]).toBe(
    `arn:aws:apigateway:us-west-1::/restapis/${outputs["apiId"]}/stages/live`,
  );
});

test("API Gateway's own errors name the page's origin, so that the page can read them", async () => {
  const { resource } = await run("doc-pipeline-prod");
  expect(resource("aws:apigateway/response:Response", "default-4xx").inputs["responseParameters"]).toEqual({
    "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.docs.example.com'",
    "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'",
  });
});

test("another route is another deployment of a REST API", async () => {
  const triggersOf = async (change?: (config: any) => void) =>
    (await run("doc-pipeline-prod", change)).resource("aws:apigateway/deployment:Deployment").inputs[
      "triggers"
    ];
  const first = await triggersOf();
  expect(await triggersOf()).toEqual(first);
  expect(await triggersOf(({ api }) => api.routes.push({ path: "/reports" }))).not.toEqual(first);
});

test("web-api's functions answer behind an HTTP API that checks Clerk's tokens itself", async () => {
  const { resource, all } = await run("web-api-lambda");
  expect(resource(integration).inputs).toMatchObject({
    integrationType: "AWS_PROXY",
    payloadFormatVersion: "2.0",
    integrationUri: expect.stringContaining("function:web-api-dev-api:live/invocations"),
  });
  expect(resource("aws:lambda/permission:Permission").inputs).toMatchObject({
    function: "web-api-dev-api",
    qualifier: "live",
    principal: "apigateway.amazonaws.com",
  });
  expect(resource("aws:apigatewayv2/authorizer:Authorizer").inputs).toMatchObject({
    authorizerType: "JWT",
    jwtConfiguration: { issuer: "https://clerk.shop.example.com", audiences: ["web-api"] },
  });
  const routes = all(route).map(({ inputs }) => `${inputs["routeKey"]}: ${inputs["authorizationType"]}`);
  expect(routes.sort()).toEqual([
    "ANY /: JWT",
    "ANY /{proxy+}: JWT",
    "GET /health: NONE",
    "OPTIONS /: NONE",
    "OPTIONS /{proxy+}: NONE",
  ]);
});

test("a WebSocket API tells functions of connections, and lets the app send to them", async () => {
  const { resource, all, outputs } = await run("web-api-lambda-websocket");
  expect(
    all(route)
      .map(({ inputs }) => inputs["routeKey"])
      .sort(),
  ).toEqual(["$connect", "$default", "$disconnect"]);
  expect(resource("aws:apigatewayv2/stage:Stage").inputs["defaultRouteSettings"]).toMatchObject({
    throttlingRateLimit: 100,
    throttlingBurstLimit: 200,
    dataTraceEnabled: false,
  });
  const policy = resource("aws:iam/rolePolicy:RolePolicy", "app-api");
  expect(statementsOf(policy)).toContainEqual({
    Sid: "SendToConnections",
    Effect: "Allow",
    Action: ["execute-api:ManageConnections"],
    Resource: `arn:aws:execute-api:us-east-1:123456789012:${outputs["webSocketApiId"]}/live/*/@connections/*`,
  });
  const host = `${outputs["webSocketApiId"]}.execute-api.us-east-1.amazonaws.com`;
  expect(outputs).toMatchObject({
    apiKind: "none",
    webSocketUrl: `wss://${host}/live`,
    webSocketConnectionsUrl: `https://${host}/live`,
  });
});

test.each(["web-api-dev", "utm-dev"] as const)(
  "%s: another provider signs users in, so nothing is made",
  async (name) => {
    const { resources, outputs } = await run(name);
    expect(resources.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
    expect(outputs).toMatchObject({
      provider: examples[name].auth.provider,
      apiKind: "none",
      dnsRecords: [],
    });
  },
);
