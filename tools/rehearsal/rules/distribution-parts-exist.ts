import { textOf } from "../account-contents.ts";
import { behaviorsOf, distributionToken, originsOf, partsOf } from "../distributions.ts";
import type { Rule } from "./rule.ts";

/** AWS's own policies that are known here (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html). */
const managed: ReadonlySet<string> = new Set([
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
  "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "67f7725c-6f97-4210-82d7-5512b31e9d03",
]);

const owners = [
  "CachePolicy",
  "OriginRequestPolicy",
  "ResponseHeadersPolicy",
  "OriginAccessControl",
  "VpcOrigin",
  "Function",
].map((type) => `aws:cloudfront/${type.slice(0, 1).toLowerCase()}${type.slice(1)}:${type}`);

export const rule: Rule = {
  id: "distribution-parts-exist",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
  refuses({ account, store, inputs }) {
    const known = owners
      .flatMap((token) => store.list(token, { account }))
      .flatMap(({ id, properties }) => [id, textOf(properties, "arn")]);
    const missing = partsOf(inputs).find(
      (part) => !part.includes(":acm:") && !managed.has(part) && !known.includes(part),
    );
    if (missing !== undefined)
      return `The specified policy, function or origin resource ${missing} does not exist.`;
    const bare = behaviorsOf(inputs).some(
      (behavior) => textOf(behavior, "cachePolicyId") === "" && behavior["forwardedValues"] === undefined,
    );
    if (bare) return "The parameter ForwardedValues is required when no cache policy is used.";
    const vague = originsOf(inputs).find((origin) => textOf(origin, "domainName") === "");
    return vague === undefined ? undefined : "The parameter origin domain name is empty.";
  },
};
