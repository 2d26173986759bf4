import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createAccessLog } from "./access-log.ts";
import { allowFunction, type Backend } from "./backend.ts";
import type { ApiConfig } from "./config.ts";
import type { Guard } from "./guard.ts";
import { pathName, planRoutes, type PlannedRoute } from "./routes.ts";
import type { Setting } from "./token-function.ts";

export interface HttpApiArgs {
  setting: Setting;
  api: ApiConfig;
  credentials: boolean;
  backend: Backend;
  guard: Guard | undefined;
  hasOwnDomain: boolean;
}

/** Another name than this would become part of the path that the backend sees. */
const stageName = "$default";

/** An HTTP API: routes to the backend, their limits and the log. */
export class HttpApi extends pulumi.ComponentResource {
  readonly api: aws.apigatewayv2.Api;
  readonly stage: aws.apigatewayv2.Stage;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: HttpApiArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:HttpApi", name, {}, options);
    const planned = planRoutes(args.api);

    this.api = createApi(this, name, args);
    const authorizer = createAuthorizer(this, name, args);
    const integrations = createIntegrations(this, name, planned, args);
    const routes = planned.map((route) => createRoute(this, route, integrations, authorizer));
    this.stage = createStage(this, name, planned, routes, args);
    this.url = this.api.apiEndpoint;
    this.registerOutputs();
  }
}

function createApi(
  parent: HttpApi,
  name: string,
  { api: { cors }, credentials, hasOwnDomain }: HttpApiArgs,
): aws.apigatewayv2.Api {
  return new aws.apigatewayv2.Api(
    name,
    {
      protocolType: "HTTP",
      disableExecuteApiEndpoint: hasOwnDomain,
      ...(cors !== undefined && {
        corsConfiguration: {
          allowOrigins: cors.origins,
          allowCredentials: credentials,
          allowHeaders: cors.headers,
          allowMethods: cors.methods,
          ...(cors.exposeHeaders.length > 0 && { exposeHeaders: cors.exposeHeaders }),
          maxAge: cors.maxAgeSeconds,
        },
      }),
    },
    { parent },
  );
}

type Authorization = Pick<aws.apigatewayv2.RouteArgs, "authorizationType" | "authorizerId">;

function createAuthorizer(parent: HttpApi, name: string, { guard }: HttpApiArgs): Authorization {
  if (guard === undefined) return { authorizationType: "NONE" };
  const apiId = parent.api.id;
  if (guard.kind === "jwt") {
    const { issuer, audiences } = guard;
    const { id } = new aws.apigatewayv2.Authorizer(
      name,
      {
        apiId,
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer, audiences },
      },
      { parent },
    );
    return { authorizationType: "JWT", authorizerId: id };
  }
  const { id } = new aws.apigatewayv2.Authorizer(
    name,
    {
      apiId,
      authorizerType: "REQUEST",
      authorizerUri: guard.function.fn.invokeArn,
      authorizerPayloadFormatVersion: "2.0",
      enableSimpleResponses: true,
      identitySources: ["$request.header.Cookie"],
      authorizerResultTtlInSeconds: guard.cacheSeconds,
    },
    { parent },
  );
  guard.function.allowInvoke(
    `${name}-authorizer`,
    "apigateway.amazonaws.com",
    pulumi.interpolate`${parent.api.executionArn}/authorizers/${id}`,
  );
  return { authorizationType: "CUSTOM", authorizerId: id };
}

/** One integration a function, or one for all routes. */
type Integrations = (route: PlannedRoute) => aws.apigatewayv2.Integration;

function createIntegrations(
  parent: HttpApi,
  name: string,
  planned: readonly PlannedRoute[],
  { api, backend }: HttpApiArgs,
): Integrations {
  const common = { apiId: parent.api.id, timeoutMilliseconds: api.timeoutSeconds * 1000 };
  if (backend.kind === "functions") {
    const byService = new Map(
      [...new Set(planned.map(({ service }) => service))].map((service) => {
        const target = backend.service(service);
        allowFunction(parent, service, target, parent.api.executionArn);
        const integration = new aws.apigatewayv2.Integration(
          service,
          {
            ...common,
            integrationType: "AWS_PROXY",
            integrationMethod: "POST",
            integrationUri: target.apply(({ invokeArn }) => invokeArn ?? ""),
            payloadFormatVersion: "2.0",
          },
          { parent },
        );
        return [service, integration] as const;
      }),
    );
    return ({ service }) => byService.get(service) as aws.apigatewayv2.Integration;
  }
  const proxy = {
    ...common,
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    payloadFormatVersion: "1.0",
  };
  const integration =
    backend.kind === "link"
      ? new aws.apigatewayv2.Integration(
          name,
          {
            ...proxy,
            connectionType: "VPC_LINK",
            connectionId: backend.link.id,
            integrationUri: backend.door.listenerArn,
            tlsConfig: backend.door.apply(({ https }) =>
              https && backend.serverName !== undefined
                ? { serverNameToVerify: backend.serverName }
                : undefined,
            ),
          },
          { parent },
        )
      : new aws.apigatewayv2.Integration(
          name,
          {
            ...proxy,
            connectionType: "INTERNET",
            integrationUri: backend.url,
            requestParameters: {
              // One address serves all routes.
              "overwrite:path": "$request.path",
              ...(backend.secret !== undefined && { "overwrite:header.x-origin-secret": backend.secret }),
            },
          },
          { parent },
        );
  return () => integration;
}

function createRoute(
  parent: HttpApi,
  route: PlannedRoute,
  integrations: Integrations,
  authorization: Authorization,
): aws.apigatewayv2.Route {
  return new aws.apigatewayv2.Route(
    `${route.method.toLowerCase()}-${pathName(route.path)}`,
    {
      apiId: parent.api.id,
      routeKey: routeKey(route),
      target: pulumi.interpolate`integrations/${integrations(route).id}`,
      ...(route.guarded ? authorization : { authorizationType: "NONE" }),
    },
    { parent },
  );
}

function routeKey({ method, path }: PlannedRoute): string {
  return `${method} ${path}`;
}

function createStage(
  parent: HttpApi,
  name: string,
  planned: readonly PlannedRoute[],
  routes: readonly aws.apigatewayv2.Route[],
  { api, setting }: HttpApiArgs,
): aws.apigatewayv2.Stage {
  return new aws.apigatewayv2.Stage(
    name,
    {
      apiId: parent.api.id,
      name: stageName,
      autoDeploy: true,
      accessLogSettings: createAccessLog(name, "http", setting, { parent }),
      // One limit without the other is a limit of 0, and every call gets 429.
      defaultRouteSettings: {
        throttlingRateLimit: api.throttle.rateLimit,
        throttlingBurstLimit: api.throttle.burstLimit,
        detailedMetricsEnabled: true,
      },
      routeSettings: planned.flatMap((route) =>
        route.throttle === undefined
          ? []
          : [
              {
                routeKey: routeKey(route),
                throttlingRateLimit: route.throttle.rateLimit,
                throttlingBurstLimit: route.throttle.burstLimit,
                detailedMetricsEnabled: true,
              },
            ],
      ),
    },
    // Settings of a route are refused before the route exists.
    { parent, dependsOn: [...routes] },
  );
}
