/** A statement of a policy document (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html). */
export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  Action?: string | readonly string[];
  NotAction?: readonly string[];
  Resource?: string | readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document as the text that AWS takes. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** One statement of a role's policy. */
export function allow(
  sid: string | undefined,
  actions: readonly string[],
  resources: string | readonly string[],
): Statement {
  return { ...(sid !== undefined && { Sid: sid }), Effect: "Allow", Action: actions, Resource: resources };
}

/**
 * The trust policy of a role that one AWS service assumes.
 *
 * @param service its principal, such as "ecs-tasks.amazonaws.com"
 * @param condition when it may; for services that say on whose behalf they ask, `forAccount`
 */
export function serviceTrust(service: string, condition?: Statement["Condition"]): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(condition !== undefined && { Condition: condition }),
    },
  ]);
}

/**
 * The condition that a service acts for a resource of this account, which keeps others from using it as a deputy
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 */
export function forAccount(accountId: string): NonNullable<Statement["Condition"]> {
  return { StringEquals: { "aws:SourceAccount": accountId } };
}

/** For a key's policy: who may use the key is for the IAM policies of the account to say. */
export function administeredByAccount(accountId: string): Statement {
  return {
    Sid: "AdministeredByAccount",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * For a key's policy: CloudWatch Logs encrypts log groups of this account and region with it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
 *
 * @param groups which ones, as the end of their ARNs: "*", or such as "log-group:/aws/rds/*"
 */
export function encryptsLogGroups(
  sid: string,
  { accountId, region }: { accountId: string; region: string },
  groups: string,
): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:${groups}` },
    },
  };
}

/** For a resource's policy: nobody does anything with it without TLS. */
export function denyWithoutTls(action: string, resource: string | readonly string[]): Statement {
  return {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/**
 * For a bucket's policy: nobody reads or writes it without TLS, or with a version older than 1.2
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html).
 */
export function denyBucketWithoutTls(bucketArn: string): Statement[] {
  const everything = [bucketArn, `${bucketArn}/*`];
  const plain = denyWithoutTls("s3:*", everything);
  return [plain, { ...plain, Sid: "DenyOldTls", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }];
}
