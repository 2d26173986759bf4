import type { S3Client } from "@aws-sdk/client-s3";
import { missingBlocks } from "../../shared/public-access-block.ts";

/** One thing that a bucket of state must have. */
export interface BucketAspect {
  subject: string;
  expected: string;
  /** As it is, in the words of `expected`. */
  read: () => Promise<string>;
  isGood: (got: string) => boolean;
  repair: () => Promise<void>;
}

/** The statement of https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html (enforce encryption in transit). */
const tlsOnly = (bucket: string) => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/**
 * What a bucket of state must have: an earlier state to go back to, encryption, and no way in from outside. The commands
 * name the bucket's owner, so a bucket that changed hands meanwhile is refused.
 */
export async function bucketAspects(
  s3: S3Client,
  bucket: string,
  accountId: string,
): Promise<readonly BucketAspect[]> {
  const aws = await import("@aws-sdk/client-s3");
  const at = { Bucket: bucket, ExpectedBucketOwner: accountId };
  const policyOf = async (): Promise<{ Version: string; Statement: object[] }> => {
    const none = { Version: "2012-10-17", Statement: [] };
    const answer = await orMissing(s3.send(new aws.GetBucketPolicyCommand(at)));
    return answer?.Policy === undefined ? none : (JSON.parse(answer.Policy) as typeof none);
  };
  return [
    {
      subject: "versioning",
      expected: "Enabled",
      read: async () => (await s3.send(new aws.GetBucketVersioningCommand(at))).Status ?? "off",
      isGood: (got) => got === "Enabled",
      repair: async () => {
        const VersioningConfiguration = { Status: "Enabled" as const };
        await s3.send(new aws.PutBucketVersioningCommand({ ...at, VersioningConfiguration }));
      },
    },
    {
      subject: "encryption",
      expected: "AES256 or aws:kms",
      read: async () => {
        const answer = await orMissing(s3.send(new aws.GetBucketEncryptionCommand(at)));
        const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
        return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? "off";
      },
      isGood: (got) => got === "AES256" || got.startsWith("aws:kms"),
      repair: async () => {
        const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const } }];
        await s3.send(
          new aws.PutBucketEncryptionCommand({ ...at, ServerSideEncryptionConfiguration: { Rules } }),
        );
      },
    },
    {
      subject: "public access",
      expected: "blocked",
      read: async () => {
        const answer = await orMissing(s3.send(new aws.GetPublicAccessBlockCommand(at)));
        return missingBlocks(answer?.PublicAccessBlockConfiguration).length === 0 ? "blocked" : "not blocked";
      },
      isGood: (got) => got === "blocked",
      repair: async () => {
        const PublicAccessBlockConfiguration = {
          ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
          ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
        };
        await s3.send(new aws.PutPublicAccessBlockCommand({ ...at, PublicAccessBlockConfiguration }));
      },
    },
    {
      subject: "plain HTTP",
      expected: "refused",
      read: async () => ((await policyOf()).Statement.some(refusesPlainHttp) ? "refused" : "allowed"),
      isGood: (got) => got === "refused",
      // Whatever else the policy says goes on holding.
      repair: async () => {
        const policy = await policyOf();
        const Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, tlsOnly(bucket)] });
        await s3.send(new aws.PutBucketPolicyCommand({ ...at, Policy }));
      },
    },
  ];
}

function refusesPlainHttp(statement: object): boolean {
  const { Effect, Principal, Action, Condition } = statement as Record<string, unknown>;
  const { "aws:SecureTransport": secure } = (Condition as { Bool?: Record<string, unknown> })?.Bool ?? {};
  const isEverybody = Principal === "*" || (Principal as { AWS?: unknown } | undefined)?.AWS === "*";
  return Effect === "Deny" && isEverybody && [Action].flat().includes("s3:*") && String(secure) === "false";
}

/** A bucket that was never told about something answers with 404. */
async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404) {
      return undefined;
    }
    throw error;
  }
}
