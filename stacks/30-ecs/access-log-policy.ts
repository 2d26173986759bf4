import { denyBucketWithoutTls, policyDocument } from "../../shared/policy-document.ts";

/** Lets load balancers of this account and region write their logs, and nobody speak to the bucket without TLS. */
export function renderAccessLogPolicy(
  bucketArn: string,
  { accountId, region }: { accountId: string; region: string },
): string {
  return policyDocument([
    ...denyBucketWithoutTls(bucketArn),
    {
      Sid: "WriteAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*/AWSLogs/${accountId}/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/*` },
      },
    },
  ]);
}
