import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { auth } from "./auth.ts";
import { compute } from "./compute.ts";
import { network } from "./network.ts";
import { arn, hostname } from "./values.ts";

/** What 90-cdn promises to the layers above it. */
export const cdn = defineContract({
  layer: "90-cdn",
  reads: [account, network],
  optionalReads: [compute, auth],
  outputs: {
    mode: z.enum(["s3-oac", "amplify", "proxy"]).describe("What serves the web app"),
    distributionId: z
      .string()
      .regex(/^E[A-Z0-9]{10,14}$/, 'expected an id such as "E1A2B3C4D5E6F7"')
      .optional()
      .describe("CloudFront distribution; its metrics are in us-east-1"),
    distributionArn: arn("cloudfront").optional().describe("ARN of the distribution"),
    distributionDomain: hostname.optional().describe("Domain of the distribution"),
    siteBucketName: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected a bucket name")
      .optional()
      .describe("Bucket of the web app's files"),
    siteBucketArn: arn("s3").optional().describe("ARN of the site bucket"),
    amplifyAppId: z
      .string()
      .regex(/^d[a-z0-9]{9,19}$/, 'expected an id such as "d1a2b3c4d5e6f7"')
      .optional()
      .describe("Amplify app"),
    amplifyBranch: z.string().optional().describe("Branch that Amplify builds and serves"),
    edgeWebAclArn: arn("wafv2")
      .optional()
      .describe("The web ACL in front of CloudFront or Amplify, in us-east-1"),
    edgeWebAclName: z.string().optional().describe("Dimension WebACL of the web ACL's metrics, in us-east-1"),
    accessLogGroupName: z
      .string()
      .optional()
      .describe("Log group of the distribution's requests, in us-east-1"),
    webUrl: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe(
        "Where users open the product, without a slash at the end; absent while a service behind it has no image",
      ),
    dnsRecords: z
      .array(z.strictObject({ name: z.string(), type: z.string(), value: z.string() }))
      .describe(
        "DNS records to create by hand where domain.dns is manual; ALIAS is what the DNS provider has for a domain's own name",
      ),
  },
});
