import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "90-cdn 1",
    what: "error responses of a distribution turn the API's errors into pages",
    elsewhere: { file: "stacks/90-cdn/cdn-rules.ts", how: "refuses them beside another origin" },
  },
  {
    id: "90-cdn 2",
    what: "an access control is for S3 and such, not for Amplify",
    rules: ["origin-access-control-fits", "amplify-repository-token"],
    elsewhere: { file: "stacks/90-cdn/cdn-rules.ts", how: "refuses Amplify behind a distribution" },
  },
  {
    id: "90-cdn 3",
    what: "a host name that the origin does not know is answered with 403",
    rules: [
      "distribution-host-header",
      "origin-request-headers",
      "distribution-parts-exist",
      "cache-policy-keeps-something",
    ],
    elsewhere: { file: "stacks/90-cdn/managed-policies.ts", how: "one policy for each kind of origin" },
  },
  {
    id: "90-cdn 4",
    what: "a VPC origin is missing in some zones",
    rules: ["vpc-origin-load-balancer"],
  },
  {
    id: "90-cdn 4",
    what: "the load balancer must let CloudFront's own security group in, which AWS makes later",
    undecided: "the group appears when AWS makes the VPC origin; the prefix list is let in instead",
  },
  {
    id: "90-cdn 5",
    what: "other names need an issued certificate of us-east-1 and are taken worldwide",
    rules: [
      "distribution-alias-needs-certificate",
      "distribution-certificate-issued",
      "distribution-alias-taken",
      "certificate-in-use",
      "edge-part-in-use",
    ],
  },
  {
    id: "90-cdn 6",
    what: "the old way of logging needs a bucket with ACLs; the new one is in us-east-1",
    rules: [
      "distribution-log-bucket",
      "log-delivery-source-of",
      "log-delivery-ends-exist",
      "log-delivery-end-in-use",
    ],
  },
  {
    id: "90-cdn 7",
    what: "files of the web app do not belong into Pulumi's state",
    elsewhere: { file: "tools/delivery/frontend.ts", how: "uploads and invalidates" },
  },
  {
    id: "90-cdn 8",
    what: "Amplify needs a token of the repository",
    rules: ["amplify-repository-token"],
  },
];
