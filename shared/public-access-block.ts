import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";

const blocks = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] as const;

/**
 * Which of the four blocks of public access a bucket lacks
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 */
export function missingBlocks(configured: PublicAccessBlockConfiguration | undefined): string[] {
  return blocks.filter((name) => configured?.[name] !== true);
}
