import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { digestOf } from "../../shared/contract.ts";
import { createAccessLog } from "./access-log.ts";
import { allowFunction, type Backend } from "./backend.ts";
import type { ApiConfig } from "./config.ts";
import type { Guard } from "./guard.ts";
import type { Setting } from "./token-function.ts";

export interface WebSocketApiArgs {
  setting: Setting;
  api: ApiConfig;
  webSocket: NonNullable<ApiConfig["webSocket"]>;
  backend: Exclude<Backend, { kind: "link" }>;
  guard: Guard | undefined;
  hasOwnDomain: boolean;
}

const stageName = "live";

/** What happens to a connection, by route key; the backend sends to it over the API's management address. */
const routeKeys = ["$connect", "$disconnect", "$default"] as const;

/** A WebSocket API: the backend gets connects, messages and disconnects as requests. */
export class WebSocketApi extends pulumi.ComponentResource {
  readonly api: aws.apigatewayv2.Api;
  readonly stage: aws.apigatewayv2.Stage;

  constructor(name: string, args: WebSocketApiArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:WebSocketApi", name, {}, options);

    this.api = new aws.apigatewayv2.Api(
      name,
      {
        protocolType: "WEBSOCKET",
        routeSelectionExpression: "$request.body.action",
        disableExecuteApiEndpoint: args.hasOwnDomain,
      },
      { parent: this },
    );
    const authorization = createAuthorizer(this, name, args);
    const routes = createRoutes(this, name, authorization, args);
    this.stage = createStage(this, name, routes, args);
    this.registerOutputs();
  }
}

type Authorization = Pick<aws.apigatewayv2.RouteArgs, "authorizationType" | "authorizerId">;

function createAuthorizer(parent: WebSocketApi, name: string, { guard }: WebSocketApiArgs): Authorization {
  if (guard?.kind !== "cookie") return { authorizationType: "NONE" };
  const { id } = new aws.apigatewayv2.Authorizer(
    name,
    {
      apiId: parent.api.id,
      authorizerType: "REQUEST",
      authorizerUri: guard.function.fn.invokeArn,
      identitySources: ["route.request.header.Cookie"],
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

interface Routes {
  routes: aws.apigatewayv2.Route[];
  integration: aws.apigatewayv2.Integration;
}

function createRoutes(
  parent: WebSocketApi,
  name: string,
  authorization: Authorization,
  args: WebSocketApiArgs,
): Routes {
  const integration = createIntegration(parent, name, args);
  const routes = routeKeys.map(
    (routeKey) =>
      new aws.apigatewayv2.Route(
        `${name}-${routeKey.slice(1)}`,
        {
          apiId: parent.api.id,
          routeKey,
          target: pulumi.interpolate`integrations/${integration.id}`,
          // Only a connect is a request of the browser; what follows belongs to a connection that was let in.
          ...(routeKey === "$connect" ? authorization : { authorizationType: "NONE" }),
        },
        { parent },
      ),
  );
  return { routes, integration };
}

function createIntegration(
  parent: WebSocketApi,
  name: string,
  { api, webSocket, backend }: WebSocketApiArgs,
): aws.apigatewayv2.Integration {
  const common = { apiId: parent.api.id, integrationMethod: "POST", timeoutMilliseconds: 29_000 };
  if (backend.kind === "functions") {
    const target = backend.service(webSocket.service ?? api.service);
    allowFunction(parent, name, target, parent.api.executionArn);
    const uri = target.apply(({ invokeArn }) => invokeArn ?? "");
    return new aws.apigatewayv2.Integration(
      name,
      { ...common, integrationType: "AWS_PROXY", integrationUri: uri },
      { parent },
    );
  }
  return new aws.apigatewayv2.Integration(
    name,
    {
      ...common,
      integrationType: "HTTP_PROXY",
      integrationUri: pulumi.interpolate`${backend.url}${webSocket.path}`,
      requestParameters: {
        "integration.request.header.x-connection-id": "context.connectionId",
        "integration.request.header.x-event-type": "context.eventType",
        ...(backend.secret !== undefined && {
          "integration.request.header.x-origin-secret": pulumi.interpolate`'${backend.secret}'`,
        }),
      },
    },
    { parent },
  );
}

function createStage(
  parent: WebSocketApi,
  name: string,
  { routes, integration }: Routes,
  { webSocket, setting, guard }: WebSocketApiArgs,
): aws.apigatewayv2.Stage {
  const deployment = new aws.apigatewayv2.Deployment(
    name,
    {
      apiId: parent.api.id,
      // A snapshot of the routes: WebSocket APIs have no automatic deployment.
      triggers: {
        routes: integration.integrationUri.apply((uri) =>
          digestOf({ routeKeys, uri, guard: guard?.kind, path: webSocket.path }),
        ),
      },
    },
    { parent, dependsOn: [...routes] },
  );
  return new aws.apigatewayv2.Stage(
    name,
    {
      apiId: parent.api.id,
      name: stageName,
      deploymentId: deployment.id,
      accessLogSettings: createAccessLog(name, "webSocket", setting, { parent }),
      defaultRouteSettings: {
        throttlingRateLimit: webSocket.throttle.rateLimit,
        throttlingBurstLimit: webSocket.throttle.burstLimit,
        detailedMetricsEnabled: true,
        loggingLevel: "ERROR",
        dataTraceEnabled: false,
      },
    },
    { parent },
  );
}
