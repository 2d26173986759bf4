import type { OutputValues } from "../../shared/contract.ts";
import type { auth } from "../../shared/contracts/auth.ts";
import { metric, percentOf, signalOf, sumOf, type AlarmWish, type Text, type Watch } from "./signal.ts";

export interface ApiSeen {
  apiKind: OutputValues<typeof auth>["apiKind"] | undefined;
  apiId: Text | undefined;
  apiName: Text | undefined;
  apiStage: Text | undefined;
  webSocketApiId: Text | undefined;
}

const layer = "50-auth";
const namespace = "AWS/ApiGateway";
const wish = (alarm: Omit<AlarmWish, "layer" | "place">): AlarmWish => ({ layer, place: "home", ...alarm });

/** What to watch of API Gateway. The two kinds of API name their metrics and dimensions differently. */
export function watchApi(seen: ApiSeen): Watch {
  const api = describeApi(seen);
  const webSocket = seen.webSocketApiId === undefined ? [] : [watchWebSocket(seen.webSocketApiId)];
  if (api === undefined) return { alarms: webSocket, charts: [] };
  const subject = "api";
  const count = (name: string) => metric<Text>(namespace, name, api.dimensions, "Sum");
  const all = count("Count");
  return {
    alarms: [
      wish({ kind: "apiServerErrorPercent", subject, signal: percentOf([count(api.serverErrors)], all) }),
      wish({ kind: "apiClientErrorPercent", subject, signal: percentOf([count(api.clientErrors)], all) }),
      wish({
        kind: "apiLatencyP95Ms",
        subject,
        signal: signalOf(namespace, "Latency", api.dimensions, "p95"),
      }),
      ...webSocket,
    ],
    charts: [
      {
        layer,
        place: "home",
        title: "API: requests",
        series: [{ label: "requests", signal: { metrics: { value: all } } }],
      },
    ],
  };
}

function describeApi({ apiKind, apiId, apiName, apiStage }: ApiSeen) {
  if (apiKind === "http" && apiId !== undefined) {
    const dimensions: Record<string, Text> = { ApiId: apiId };
    return { dimensions, serverErrors: "5xx", clientErrors: "4xx" };
  }
  if (apiKind === "rest" && apiName !== undefined && apiStage !== undefined) {
    const dimensions: Record<string, Text> = { ApiName: apiName, Stage: apiStage };
    return { dimensions, serverErrors: "5XXError", clientErrors: "4XXError" };
  }
  return undefined;
}

function watchWebSocket(ApiId: Text): AlarmWish {
  const count = (name: string) => metric<Text>(namespace, name, { ApiId }, "Sum");
  return wish({
    kind: "webSocketErrors",
    subject: "web-socket",
    signal: sumOf(count("ExecutionError"), count("IntegrationError")),
  });
}
