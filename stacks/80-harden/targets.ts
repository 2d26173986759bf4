/** What a regional web ACL can be attached to (https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html). */
export const webAclTargets = ["alb", "rest", "cognito", "apprunner"] as const;
export type WebAclTarget = (typeof webAclTargets)[number];

export const alternatives =
  'protect what stands behind it ("alb"), make it a REST API (api.kind: rest in 50-auth, then "rest"), ' +
  "or put CloudFront in front (cdn.waf in 90-cdn)";
const httpApi = `is an HTTP API, to which AWS attaches no web ACL; ${alternatives}`;
const cloudFront =
  "stands at the edge, whose web ACL lives in us-east-1 and belongs to 90-cdn; set cdn.waf there";

/** What people ask for and cannot have here, with what to do instead. */
const impossible: Readonly<Record<string, string>> = {
  http: httpApi,
  httpApi,
  api: `may be ${httpApi.slice("is ".length)}`,
  apiGateway: `may be ${httpApi.slice("is ".length)}`,
  websocket: `is a WebSocket API, to which AWS attaches no web ACL; ${alternatives}`,
  nlb: 'is a network load balancer, to which AWS attaches no web ACL; use "alb"',
  cloudfront: cloudFront,
  cdn: cloudFront,
  amplify: "is served by 90-cdn; set cdn.waf there",
};

/** Why something cannot take a web ACL of this layer; undefined for a target that can. */
export function whyImpossible(target: string): string | undefined {
  if ((webAclTargets as readonly string[]).includes(target)) return undefined;
  const known = Object.entries(impossible).find(([name]) => name.toLowerCase() === target.toLowerCase());
  return known === undefined
    ? `is "${target}", expected one of ${webAclTargets.join(", ")}`
    : `is "${target}": that ${known[1]}`;
}
