import { z } from "zod";
import { defineContract } from "../contract.ts";
import { accountId, region } from "../config-schema.ts";
import { arn } from "./values.ts";

/** What the account stack promises to every environment in its account. */
export const account = defineContract({
  layer: "00-account",
  scope: "account",
  outputs: {
    accountId: accountId.describe("The AWS account that this stack looks after"),
    region: region.describe("The region of the account's regional resources"),
    logBucketName: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected a bucket name")
      .describe("Bucket for audit and flow logs (SSE-S3, so that load balancers may write too)"),
    logBucketArn: arn("s3").describe("ARN of the log bucket"),
    logKmsKeyArn: arn("kms")
      .optional()
      .describe("Key for CloudWatch log groups and the trail; absent without customer keys"),
    messagingKmsKeyArn: arn("kms")
      .optional()
      .describe("Key for topics, usable by the services that send notices; absent without customer keys"),
    trailArn: arn("cloudtrail")
      .optional()
      .describe("The trail of management events, where this stack made it"),
    githubOidcProviderArn: arn("iam")
      .optional()
      .describe("The account's one OIDC provider for GitHub Actions"),
    permissionsBoundaryArn: arn("iam")
      .optional()
      .describe("Boundary that every role made by a deployment must carry"),
    deployRoleArn: arn("iam").optional().describe("Role for deployments of infrastructure from CI"),
    developerRoleArn: arn("iam").optional().describe("Role for people, to be assumed with MFA"),
    developerConsoleUrl: z
      .url()
      .optional()
      .describe("Where a person switches to the developer role in the console"),
    billingTopicArn: arn("sns").optional().describe("Topic that receives budget and cost anomaly notices"),
    budgetNames: z.array(z.string()).describe("The cost budgets of the account"),
  },
});
