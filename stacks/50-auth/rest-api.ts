import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { digestOf } from "../../shared/contract.ts";
import { createAccessLog } from "./access-log.ts";
import { allowFunction, type Backend } from "./backend.ts";
import type { ApiConfig } from "./config.ts";
import type { Guard } from "./guard.ts";
import { pathName, planPathTree, planRoutes, type PlannedRoute } from "./routes.ts";
import type { Setting } from "./token-function.ts";

export interface RestApiArgs {
  setting: Setting;
  api: ApiConfig;
  credentials: boolean;
  backend: Backend;
  guard: Guard | undefined;
  hasOwnDomain: boolean;
  traced: boolean;
}

/** Part of the address where there is no host name of one's own; the backend never sees it. */
const stageName = "live";

/** A REST API: paths and methods to the backend, their limits, the log, and keys with quotas. */
export class RestApi extends pulumi.ComponentResource {
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  readonly url: pulumi.Output<string>;
  /** Ids by the callers' names. */
  readonly apiKeyIds: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: RestApiArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:RestApi", name, {}, options);
    const planned = planRoutes(args.api);

    this.api = createApi(this, name, args);
    const resources = createResources(this, planned);
    const authorization = createAuthorizer(this, name, args);
    allowFunctions(this, planned, args);
    const methods = planned.map((route) => createMethod(this, route, resources, authorization, args));
    const errors = createErrorAnswers(this, args);
    const deployment = createDeployment(this, name, planned, methods, errors, args);
    this.stage = createStage(this, name, deployment, args);
    createMethodSettings(this, name, planned, args);
    this.apiKeyIds = createUsagePlan(this, name, args);
    this.url = this.stage.invokeUrl;
    this.registerOutputs();
  }
}

function createApi(parent: RestApi, name: string, { hasOwnDomain }: RestApiArgs): aws.apigateway.RestApi {
  return new aws.apigateway.RestApi(
    name,
    {
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint: hasOwnDomain,
      // Without it, uploads are read as text and arrive broken.
      binaryMediaTypes: ["*/*"],
    },
    { parent },
  );
}

/** The id of a path's resource. */
type Resources = ReadonlyMap<string, pulumi.Output<string>>;

function createResources(parent: RestApi, planned: readonly PlannedRoute[]): Resources {
  const ids = new Map([["/", parent.api.rootResourceId]]);
  for (const node of planPathTree(planned.map(({ path }) => path))) {
    const resource = new aws.apigateway.Resource(
      pathName(node.path),
      {
        restApi: parent.api.id,
        parentId: ids.get(node.parent) as pulumi.Output<string>,
        pathPart: node.part,
      },
      { parent },
    );
    ids.set(node.path, resource.id);
  }
  return ids;
}

type Authorization = Pick<aws.apigateway.MethodArgs, "authorization" | "authorizerId">;

function createAuthorizer(parent: RestApi, name: string, { guard }: RestApiArgs): Authorization {
  if (guard === undefined) return { authorization: "NONE" };
  if (guard.kind === "jwt") {
    const { id } = new aws.apigateway.Authorizer(
      name,
      {
        restApi: parent.api.id,
        type: "COGNITO_USER_POOLS",
        providerArns: [guard.userPoolArn as pulumi.Output<string>],
        identitySource: "method.request.header.Authorization",
      },
      { parent },
    );
    return { authorization: "COGNITO_USER_POOLS", authorizerId: id };
  }
  const { id } = new aws.apigateway.Authorizer(
    name,
    {
      restApi: parent.api.id,
      type: "REQUEST",
      authorizerUri: guard.function.fn.invokeArn,
      identitySource: "method.request.header.Cookie",
      authorizerResultTtlInSeconds: guard.cacheSeconds,
    },
    { parent },
  );
  guard.function.allowInvoke(
    `${name}-authorizer`,
    "apigateway.amazonaws.com",
    pulumi.interpolate`${parent.api.executionArn}/authorizers/${id}`,
  );
  return { authorization: "CUSTOM", authorizerId: id };
}

function allowFunctions(parent: RestApi, planned: readonly PlannedRoute[], { backend }: RestApiArgs): void {
  if (backend.kind !== "functions") return;
  for (const service of new Set(planned.map((route) => route.service))) {
    allowFunction(parent, service, backend.service(service), parent.api.executionArn);
  }
}

interface Method {
  method: aws.apigateway.Method;
  integration: aws.apigateway.Integration;
}

function createMethod(
  parent: RestApi,
  route: PlannedRoute,
  resources: Resources,
  authorization: Authorization,
  args: RestApiArgs,
): Method {
  const name = `${route.method.toLowerCase()}-${pathName(route.path)}`;
  const place = {
    restApi: parent.api.id,
    resourceId: resources.get(route.path) as pulumi.Output<string>,
    httpMethod: route.method,
  };
  const greedy = route.path.endsWith("{proxy+}");
  const method = new aws.apigateway.Method(
    name,
    {
      ...place,
      ...(route.guarded ? authorization : { authorization: "NONE" }),
      apiKeyRequired: route.apiKey,
      ...(greedy && { requestParameters: { "method.request.path.proxy": true } }),
    },
    { parent },
  );
  const integration = new aws.apigateway.Integration(
    name,
    {
      ...place,
      httpMethod: method.httpMethod,
      timeoutMilliseconds: args.api.timeoutSeconds * 1000,
      ...describeTarget(route, args.backend, greedy),
    },
    { parent },
  );
  return { method, integration };
}

type Target = Omit<aws.apigateway.IntegrationArgs, "restApi" | "resourceId" | "httpMethod">;

function describeTarget(route: PlannedRoute, backend: Backend, greedy: boolean): Target {
  if (backend.kind === "functions") {
    const target = backend.service(route.service);
    return {
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: target.apply(({ invokeArn }) => invokeArn ?? ""),
    };
  }
  const path = route.path.replace("{proxy+}", "{proxy}");
  const proxy = {
    type: "HTTP_PROXY",
    integrationHttpMethod: route.method,
    requestParameters: {
      ...(greedy && { "integration.request.path.proxy": "method.request.path.proxy" }),
      ...(backend.kind === "public" &&
        backend.secret !== undefined && {
          // A fixed value stands in quotes.
          "integration.request.header.x-origin-secret": pulumi.interpolate`'${backend.secret}'`,
        }),
    },
  };
  if (backend.kind === "public") {
    return { ...proxy, connectionType: "INTERNET", uri: pulumi.interpolate`${backend.url}${path}` };
  }
  return {
    ...proxy,
    connectionType: "VPC_LINK",
    connectionId: backend.link.id,
    integrationTarget: backend.door.arn,
    // The host here is the Host header and, with HTTPS, the name that the certificate has to carry.
    uri: backend.door.apply(
      ({ https, dnsName }) => `${https ? "https" : "http"}://${backend.serverName ?? dnsName}${path}`,
    ),
  };
}

/**
 * API Gateway's own errors (401, 403, 429, 504) carry no CORS headers, so a page would see a network error instead.
 * Every other answer, preflight included, comes from the backend with the backend's headers.
 */
function createErrorAnswers(
  parent: RestApi,
  { api: { cors }, credentials }: RestApiArgs,
): aws.apigateway.Response[] {
  if (cors === undefined) return [];
  return ["DEFAULT_4XX", "DEFAULT_5XX"].map(
    (responseType) =>
      new aws.apigateway.Response(
        responseType.toLowerCase().replace("_", "-"),
        {
          restApiId: parent.api.id,
          responseType,
          responseParameters: {
            "gatewayresponse.header.Access-Control-Allow-Origin": `'${cors.origins[0]}'`,
            ...(credentials && { "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'" }),
          },
        },
        { parent },
      ),
  );
}

/** A snapshot of all methods, so it takes another one whenever any of them changes. */
function createDeployment(
  parent: RestApi,
  name: string,
  planned: readonly PlannedRoute[],
  methods: readonly Method[],
  errors: readonly aws.apigateway.Response[],
  { api: { cors, authorizer, timeoutSeconds }, backend }: RestApiArgs,
): aws.apigateway.Deployment {
  const integrations = pulumi.all(
    methods.map(({ method, integration }) =>
      pulumi.all([
        method.authorizerId,
        integration.uri,
        integration.connectionId,
        integration.integrationTarget,
      ]),
    ),
  );
  const secret = backend.kind === "public" ? backend.secret : undefined;
  const digest = pulumi
    .all([integrations, secret ?? ""])
    .apply(([targets, origin]) => digestOf({ planned, targets, origin, cors, authorizer, timeoutSeconds }));
  return new aws.apigateway.Deployment(
    name,
    { restApi: parent.api.id, triggers: { methods: pulumi.unsecret(digest) } },
    {
      parent,
      dependsOn: [...methods.flatMap(({ method, integration }) => [method, integration]), ...errors],
    },
  );
}

function createStage(
  parent: RestApi,
  name: string,
  deployment: aws.apigateway.Deployment,
  { setting, traced }: RestApiArgs,
): aws.apigateway.Stage {
  return new aws.apigateway.Stage(
    name,
    {
      restApi: parent.api.id,
      deployment: deployment.id,
      stageName,
      xrayTracingEnabled: traced,
      accessLogSettings: createAccessLog(name, "rest", setting, { parent }),
    },
    { parent },
  );
}

function createMethodSettings(
  parent: RestApi,
  name: string,
  planned: readonly PlannedRoute[],
  { api }: RestApiArgs,
): void {
  const place = { restApi: parent.api.id, stageName: parent.stage.stageName };
  const limits = ({ rateLimit, burstLimit }: ApiConfig["throttle"]) => ({
    throttlingRateLimit: rateLimit,
    throttlingBurstLimit: burstLimit,
    metricsEnabled: true,
    // The account's role for this is set in 00-account. Never whole requests: they hold tokens.
    loggingLevel: "ERROR",
    dataTraceEnabled: false,
  });
  const all = new aws.apigateway.MethodSettings(
    name,
    { ...place, methodPath: "*/*", settings: limits(api.throttle) },
    { parent },
  );
  for (const { method, path, throttle } of planned) {
    if (throttle === undefined) continue;
    new aws.apigateway.MethodSettings(
      `${method.toLowerCase()}-${pathName(path)}`,
      { ...place, methodPath: `${path.slice(1)}/${method}`, settings: limits(throttle) },
      // Both change the same stage, which takes one change at a time.
      { parent, dependsOn: [all] },
    );
  }
}

function createUsagePlan(
  parent: RestApi,
  name: string,
  { api: { usagePlan }, setting }: RestApiArgs,
): Record<string, pulumi.Output<string>> {
  if (usagePlan === undefined) return {};
  const { quota, throttle } = usagePlan;
  const plan = new aws.apigateway.UsagePlan(
    name,
    {
      description: `Callers of ${setting.scope.product} ${setting.scope.environment} by API key`,
      apiStages: [{ apiId: parent.api.id, stage: parent.stage.stageName }],
      ...(quota !== undefined && { quotaSettings: quota }),
      ...(throttle !== undefined && { throttleSettings: throttle }),
    },
    { parent },
  );
  return Object.fromEntries(
    usagePlan.keys.map((caller) => {
      const key = new aws.apigateway.ApiKey(caller, {}, { parent });
      new aws.apigateway.UsagePlanKey(
        caller,
        { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
        // The provider keeps the key's value here too and does not call it secret.
        { parent, additionalSecretOutputs: ["value"] },
      );
      return [caller, key.id];
    }),
  );
}
