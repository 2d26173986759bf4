import * as pulumi from "@pulumi/pulumi";
import type { auth } from "../../shared/contracts/auth.ts";
import type { Published } from "../../shared/stack-reference.ts";
import type { AuthConfig } from "./config.ts";
import type { Entrance } from "./entrance.ts";
import { RestApi } from "./rest-api.ts";
import type { SignIn } from "./sign-in.ts";

export interface AuthParts {
  config: AuthConfig;
  signIn: SignIn | undefined;
  entrance: Entrance;
}

/** What this layer publishes. */
export function describeAuth(parts: AuthParts): Published<typeof auth> {
  const { config, signIn, entrance } = parts;
  const rest = entrance.api instanceof RestApi ? entrance.api : undefined;
  return {
    provider: config.auth.provider,
    userPoolId: signIn?.users.pool.id,
    userPoolArn: signIn?.users.pool.arn,
    clientId: signIn?.users.client.id,
    clientSecretArn: signIn?.clientSecretArn,
    issuer: issuerOf(parts),
    authDomain: signIn?.host.host,
    apiKind: config.api.kind,
    apiId: entrance.api?.api.id,
    apiName: entrance.api?.api.name,
    apiStage: rest === undefined ? entrance.api && "$default" : rest.stage.stageName,
    apiStageArn: rest?.stage.arn,
    apiHost: apiUrlOf(parts)?.apply((url) => new URL(url).hostname),
    apiUrl: apiUrlOf(parts),
    apiKeyIds: rest?.apiKeyIds,
    webSocketApiId: entrance.webSocket?.api.id,
    webSocketUrl: webSocketUrlOf(parts),
    webSocketConnectionsUrl: connectionsUrlOf(parts),
    vpcLinkId: entrance.backend?.kind === "link" ? entrance.backend.link.id : undefined,
    dnsRecords: [...(signIn?.host.records ?? []), ...entrance.records],
  };
}

/** The same for the app, which reads it from SSM at start. */
export function describeSettings(parts: AuthParts): Record<string, pulumi.Input<string> | undefined> {
  const { config, signIn } = parts;
  const { callbackUrls, logoutUrls } = config.auth.cognito;
  return {
    "auth/provider": config.auth.provider,
    "auth/userPoolId": signIn?.users.pool.id,
    "auth/clientId": signIn?.users.client.id,
    "auth/clientSecretArn": signIn?.clientSecretArn,
    "auth/issuer": issuerOf(parts),
    "auth/domain": signIn?.host.host,
    "auth/redirectUri": signIn && callbackUrls[0],
    "auth/logoutUri": signIn && logoutUrls[0],
    "api/url": apiUrlOf(parts),
    "api/webSocketUrl": webSocketUrlOf(parts),
    "api/webSocketConnectionsUrl": connectionsUrlOf(parts),
  };
}

function issuerOf({ config, signIn }: AuthParts): pulumi.Input<string> | undefined {
  return signIn?.users.issuer ?? config.api.tokens.issuer;
}

function apiUrlOf({ config, entrance }: AuthParts): pulumi.Output<string> | undefined {
  if (entrance.api === undefined) return undefined;
  return config.domain.api === undefined ? entrance.api.url : pulumi.output(`https://${config.domain.api}`);
}

function webSocketUrlOf({ config, entrance }: AuthParts): pulumi.Output<string> | undefined {
  if (entrance.webSocket === undefined) return undefined;
  return config.domain.webSocket === undefined
    ? entrance.webSocket.stage.invokeUrl
    : pulumi.output(`wss://${config.domain.webSocket}`);
}

/** With a host name of its own, the API's management address is below that too. */
function connectionsUrlOf(parts: AuthParts): pulumi.Output<string> | undefined {
  return webSocketUrlOf(parts)?.apply((url) => url.replace(/^wss:/, "https:"));
}

/** The resource name under which the app may send to open connections. */
export function connectionsArnOf({ webSocket }: Entrance): pulumi.Output<string> | undefined {
  return (
    webSocket && pulumi.interpolate`${webSocket.api.executionArn}/${webSocket.stage.name}/*/@connections/*`
  );
}
