import { textOf } from "../account-contents.ts";
import { behaviorsOf, distributionToken, originsOf, partsOf } from "../distributions.ts";
import type { Rule } from "./rule.ts";

/**
 * AWS's own policies.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const managed: ReadonlySet<string> = new Set([
  ...[
    "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    "2e54312d-136d-493c-8eb9-b001f22f67d2",
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  ],
  ...[
    "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "33f36d7e-f396-46d9-90e0-52428a34d9dc",
    "59781a5b-3903-41f3-afcb-af62929ccde1",
    "775133bc-15f2-49f9-abea-afb2e0bf67d2",
    "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    "acba4595-bd28-49b8-b9fe-13317c0390fa",
    "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "bf0718e1-ba1e-49d1-88b1-f726733018ae",
  ],
  ...[
    "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
    "60669652-455b-4ae9-85a4-c4c02393f86c",
    "67f7725c-6f97-4210-82d7-5512b31e9d03",
    "e61eb60c-9c35-4d20-a928-2b84e02af89c",
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
  ],
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
