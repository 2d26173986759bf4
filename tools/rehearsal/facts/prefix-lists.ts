import { hashOf } from "../property-values.ts";

// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
const lists = ["s3", "dynamodb", "global.cloudfront.origin-facing", "vpc-lattice", "route53-healthchecks"];

/** The id of an AWS-managed prefix list; undefined for a name that AWS does not have. */
export function prefixListId(region: string, name: string): string | undefined {
  const isKnown = lists.some(
    (it) => name === `com.amazonaws.${it}` || name === `com.amazonaws.${region}.${it}`,
  );
  return isKnown ? `pl-${hashOf("prefix list", region, name).slice(0, 8)}` : undefined;
}

/** How many rules of a security group an entry counts for: the CloudFront list for 55, everything else for one. */
export function weightOfPrefixList(region: string, id: string): number {
  return id !== "" && id === prefixListId(region, "com.amazonaws.global.cloudfront.origin-facing") ? 55 : 1;
}
