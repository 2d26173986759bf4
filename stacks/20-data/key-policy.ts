import { administeredByAccount, encryptsLogGroups, policyDocument } from "../../shared/policy-document.ts";

/** Where a key policy applies. */
export interface KeyScope {
  accountId: string;
  region: string;
}

/**
 * The policy of the data key. IAM decides within the account; the two services that come without a caller of ours are
 * let in by name, and only for this account. Layers above this one are never named: their ARNs are not known yet.
 */
export function dataKeyPolicy(scope: KeyScope): string {
  const { accountId } = scope;
  return policyDocument([
    administeredByAccount(accountId),
    encryptsLogGroups("DatabaseLogs", scope, "log-group:/aws/rds/*"),
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
