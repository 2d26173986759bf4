import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The list of CloudFront's addresses, where CloudFront is the front door. */
export function findCloudFrontPrefixList(
  frontDoor: "internal" | "internet" | "cloudfront",
  provider: aws.Provider,
): pulumi.Output<string> | undefined {
  if (frontDoor !== "cloudfront") return undefined;
  return aws.ec2.getManagedPrefixListOutput(
    { name: "com.amazonaws.global.cloudfront.origin-facing" },
    { provider },
  ).id;
}
