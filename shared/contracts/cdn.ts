import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { auth } from "./auth.ts";
import { compute } from "./compute.ts";
import { network } from "./network.ts";
import { arn } from "./values.ts";

/** What 90-cdn promises to the layers above it. */
export const cdn = defineContract({
  layer: "90-cdn",
  reads: [account, network],
  optionalReads: [compute, auth],
  outputs: {
    mode: z.enum(["s3-oac", "amplify", "proxy"]).describe("What serves the web app"),
    distributionId: z.string().optional().describe("CloudFront distribution"),
    distributionArn: arn("cloudfront").optional().describe("ARN of the distribution"),
    distributionDomain: z.string().optional().describe("Domain of the distribution"),
    siteBucketName: z.string().optional().describe("Bucket of the web app's files"),
    siteBucketArn: arn("s3").optional().describe("ARN of the site bucket"),
    amplifyAppId: z.string().optional().describe("Amplify app"),
    edgeWebAclArn: arn("wafv2").optional().describe("The web ACL in front of CloudFront"),
    webUrl: z.url().describe("Where users open the product"),
  },
});
