import { administeredByAccount, policyDocument } from "../../shared/policy-document.ts";

/** Where a key policy applies. */
export interface KeyScope {
  accountId: string;
  region: string;
}

/**
 * The policy of the data key. IAM decides within the account; the two services that come without a caller of ours are
 * let in by name, and only for this account. Layers above this one are never named: their ARNs are not known yet.
 */
export function dataKeyPolicy({ accountId, region }: KeyScope): string {
  return policyDocument([
    administeredByAccount(accountId),
    {
      Sid: "DatabaseLogs",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:/aws/rds/*`,
        },
      },
    },
    {
      Sid: "CloudFrontReadsObjects",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${accountId}:distribution/*` },
      },
    },
  ]);
}
