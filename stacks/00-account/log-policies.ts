import {
  administeredByAccount,
  encryptsLogGroups,
  denyBucketWithoutTls,
  policyDocument,
  type Statement,
} from "../../shared/policy-document.ts";

/**
 * Who may write to the log bucket, and that nobody may without TLS. A bucket has one policy, so every service whose
 * logs a later layer may send here is let in from the start.
 */
export function logBucketPolicy(args: { bucketArn: string; accountId: string; trailArn: string }): string {
  const { bucketArn, accountId, trailArn } = args;
  const sourceAccount = { "aws:SourceAccount": accountId };
  const objectsOfAccount = `${bucketArn}/AWSLogs/${accountId}/*`;
  return policyDocument([
    ...denyBucketWithoutTls(bucketArn),
    {
      Sid: "CloudTrailChecksBucket",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "CloudTrailWrites",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: objectsOfAccount,
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
    {
      Sid: "LogDeliveryChecksBucket",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: {
        StringEquals: sourceAccount,
        ArnLike: { "aws:SourceArn": `arn:aws:logs:*:${accountId}:*` },
      },
    },
    {
      Sid: "LogDeliveryWrites",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: objectsOfAccount,
      Condition: {
        StringEquals: { ...sourceAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:*:${accountId}:*` },
      },
    },
    {
      Sid: "ConfigChecksBucket",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: sourceAccount },
    },
    {
      Sid: "ConfigWrites",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${accountId}/Config/*`,
      Condition: { StringEquals: { ...sourceAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    {
      Sid: "LoadBalancersWrite",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: [objectsOfAccount, `${bucketArn}/*/AWSLogs/${accountId}/*`],
      Condition: { StringEquals: sourceAccount },
    },
    {
      Sid: "BucketsWriteAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/s3-access-logs/*`,
      Condition: { StringEquals: sourceAccount },
    },
  ]);
}

/** The key of log groups and the trail: CloudWatch Logs and CloudTrail may use it, each for this account only. */
export function logKeyPolicy(args: { accountId: string; region: string; trailArn: string }): string {
  const { accountId, trailArn } = args;
  return policyDocument([
    administeredByAccount(accountId),
    encryptsLogGroups("LogGroups", args, "*"),
    {
      Sid: "Trail",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn },
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${accountId}:trail/*`,
        },
      },
    },
    {
      Sid: "TrailChecksKey",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
  ]);
}

/**
 * The key of topics. The services that send notices get no condition on their account: EventBridge and RDS do not say
 * on whose behalf they call KMS, and which of them may publish is for each topic's own policy.
 */
export function messagingKeyPolicy(accountId: string): string {
  return policyDocument([
    administeredByAccount(accountId),
    {
      Sid: "Notices",
      Effect: "Allow",
      Principal: {
        Service: [
          "budgets.amazonaws.com",
          "cloudwatch.amazonaws.com",
          "costalerts.amazonaws.com",
          "events.amazonaws.com",
          "events.rds.amazonaws.com",
        ],
      },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    },
  ]);
}

/** Budgets and cost anomaly detection may publish to the billing topic, on behalf of this account only. */
export function billingTopicPolicy(args: { topicArn: string; accountId: string }): string {
  const publish = (sid: string, service: string): Statement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: args.topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
  });
  return policyDocument([
    publish("Budgets", "budgets.amazonaws.com"),
    publish("CostAnomalies", "costalerts.amazonaws.com"),
  ]);
}
