import { denyBucketWithoutTls, policyDocument } from "../../shared/policy-document.ts";

/** Lets the distribution, and nobody else, read the site, and nobody do anything without TLS. */
export function renderSitePolicy(bucketArn: string, distributionArn: string): string {
  return policyDocument([
    ...denyBucketWithoutTls(bucketArn),
    {
      // Without s3:ListBucket a missing file is 403, not 404, and nobody can list the site.
      Sid: "CloudFrontReads",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
    },
  ]);
}
