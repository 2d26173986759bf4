import type * as pulumi from "@pulumi/pulumi";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { ApiDomain } from "./api-domain.ts";
import { createBackend, type Backend } from "./backend.ts";
import { isGuarded, type AuthConfig } from "./config.ts";
import type { Dns, DnsRecord } from "./dns-records.ts";
import { createGuard } from "./guard.ts";
import { HttpApi } from "./http-api.ts";
import { RestApi } from "./rest-api.ts";
import type { SignIn } from "./sign-in.ts";
import type { Setting } from "./token-function.ts";
import { WebSocketApi } from "./web-socket-api.ts";

export interface Entrance {
  api: HttpApi | RestApi | undefined;
  webSocket: WebSocketApi | undefined;
  backend: Backend | undefined;
  records: DnsRecord[];
}

/** Makes API Gateway in front of the API, as far as the configuration asks for it. */
export function createEntrance(
  config: AuthConfig,
  setting: Setting,
  signIn: SignIn | undefined,
  upstream: { compute: Upstream<typeof compute>; network: Upstream<typeof network> },
  dns: Dns,
  options: pulumi.ComponentResourceOptions,
): Entrance {
  const { api, auth, domain } = config;
  if (api.kind === "none" && api.webSocket === undefined) {
    return { api: undefined, webSocket: undefined, backend: undefined, records: [] };
  }
  const backend = createBackend(config, upstream, options);
  const guard = createGuard(config, setting, signIn?.users, options);
  const common = { setting, api, guard, credentials: api.cors?.credentials ?? auth.session === "bff-cookie" };
  const hasOwnDomain = domain.api !== undefined;
  const front =
    api.kind === "http"
      ? new HttpApi("api", { ...common, backend, hasOwnDomain }, options)
      : api.kind === "rest"
        ? new RestApi("api", { ...common, backend, hasOwnDomain, traced: isGuarded(config.profile) }, options)
        : undefined;
  const webSocket =
    api.webSocket === undefined || backend.kind === "link"
      ? undefined
      : new WebSocketApi(
          "websocket",
          { ...common, backend, webSocket: api.webSocket, hasOwnDomain: domain.webSocket !== undefined },
          options,
        );

  const { regionalCertificateArn: certificateArn } = upstream.network;
  const stageOf = ({ stage }: HttpApi | RestApi | WebSocketApi) =>
    "stageName" in stage ? stage.stageName : stage.name;
  const serve = (
    name: string,
    host: string | undefined,
    served: HttpApi | RestApi | WebSocketApi | undefined,
  ) =>
    host === undefined || served === undefined
      ? []
      : new ApiDomain(
          `${name}-host`,
          { host, certificateArn, apiId: served.api.id, stage: stageOf(served), dns },
          options,
        ).records;
  return {
    api: front,
    webSocket,
    backend,
    records: [...serve("api", domain.api, front), ...serve("websocket", domain.webSocket, webSocket)],
  };
}
