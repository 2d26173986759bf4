/** Ids of AWS's own policies, the same in every account (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html). */
export const cachePolicies = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
} as const;

export const originRequestPolicies = {
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  /** For origins that find the customer by the Host header, and refuse one that is not theirs. */
  allViewerExceptHost: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;
