import type { KMSClient } from "@aws-sdk/client-kms";
import type { S3Client } from "@aws-sdk/client-s3";
import { UserError } from "../errors.ts";
import { bucketAspects, type BucketAspect } from "./state-bucket.ts";

/** Where state is to be kept in S3: a bucket, and a key for the secrets of one environment's stacks. */
export interface StatePlace {
  bucket: string;
  region: string;
  /** The account that holds both. */
  accountId: string;
  /** Such as "alias/shop-state-dev". */
  keyAlias: string;
}

/** What there is of it. */
export interface StateFindings {
  hasBucket: boolean;
  keyArn: string | undefined;
  /** What is not as it should be of what there is, such as "versioning is Suspended, expected Enabled". */
  drift: { what: string; repair: () => Promise<void> }[];
}

/** The clients of AWS that it takes, loaded when they are needed. */
export interface StateClients {
  s3: S3Client;
  kms: KMSClient;
  /** The account of the credentials. */
  accountId: string;
}

/**
 * Opens AWS with whatever credentials the person has.
 *
 * @throws UserError without credentials, or with those of another account than the one that is to hold the state
 */
export async function openStateClients(region: string, accountId: string): Promise<StateClients> {
  const [{ S3Client }, { KMSClient }, { GetCallerIdentityCommand, STSClient }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-kms"),
    import("@aws-sdk/client-sts"),
  ]);
  const sts = new STSClient({ region });
  let found: string;
  try {
    found = String((await sts.send(new GetCallerIdentityCommand({}))).Account);
  } catch (error) {
    throw new UserError(`AWS cannot be asked (${(error as Error).name}: ${(error as Error).message})`, {
      remedy: "get credentials of the account, such as with: aws sso login; nothing was written",
      exitCode: 1,
      cause: error,
    });
  }
  if (found !== accountId) {
    throw new UserError(`the AWS credentials are of account ${found}, expected ${accountId}`, {
      remedy:
        "take that account's credentials, or say with --state-account that another one keeps the state; nothing was written",
      exitCode: 1,
    });
  }
  return { s3: new S3Client({ region }), kms: new KMSClient({ region }), accountId };
}

/** Looks at what there is, and changes nothing. */
export async function inspectState(clients: StateClients, place: StatePlace): Promise<StateFindings> {
  const [hasBucket, key] = await Promise.all([findBucket(clients.s3, place), findKey(clients.kms, place)]);
  const found = hasBucket ? await differing(clients, place) : [];
  return {
    hasBucket,
    keyArn: key?.arn,
    drift: [
      ...found.map(({ subject, expected, got, repair }) => ({
        what: `${subject} of bucket "${place.bucket}" is ${got}, expected ${expected}`,
        repair,
      })),
      ...(key?.drift ?? []),
    ],
  };
}

/** Makes what is missing; gives the key's ARN. What is there already is left as it is. */
export async function createState(
  clients: StateClients,
  place: StatePlace,
  findings: StateFindings,
): Promise<string> {
  if (!findings.hasBucket) {
    const { CreateBucketCommand, waitUntilBucketExists } = await import("@aws-sdk/client-s3");
    const { region, bucket } = place;
    await clients.s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ObjectOwnership: "BucketOwnerEnforced",
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html: us-east-1 is named by leaving it out.
        ...(region !== "us-east-1" && {
          CreateBucketConfiguration: { LocationConstraint: region as "us-west-2" },
        }),
      }),
    );
    await waitUntilBucketExists({ client: clients.s3, maxWaitTime: 60 }, { Bucket: bucket });
    for (const { repair } of await differing(clients, place)) await repair();
  }
  return findings.keyArn ?? createKey(clients.kms, place);
}

async function differing(
  { s3 }: StateClients,
  place: StatePlace,
): Promise<(BucketAspect & { got: string })[]> {
  const aspects = await bucketAspects(s3, place.bucket, place.accountId);
  const looked = await Promise.all(aspects.map(async (aspect) => ({ ...aspect, got: await aspect.read() })));
  return looked.filter(({ got, isGood }) => !isGood(got));
}

async function findBucket(s3: S3Client, { bucket, accountId, region }: StatePlace): Promise<boolean> {
  const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: accountId }));
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return false;
    if (status !== 301 && status !== 403 && status !== 400) throw error;
    throw new UserError(
      status === 301
        ? `bucket "${bucket}" is not in ${region}, expected it there`
        : `bucket "${bucket}" is somebody else's or hidden from these credentials, expected one of account ${accountId} or none`,
      {
        remedy:
          status === 301
            ? "name its region with --state-region; nothing was written"
            : "name another with --bucket; nothing was written",
        exitCode: 1,
        cause: error,
      },
    );
  }
}

async function findKey(
  kms: KMSClient,
  { keyAlias }: StatePlace,
): Promise<{ arn: string; drift: StateFindings["drift"] } | undefined> {
  const { DescribeKeyCommand, EnableKeyRotationCommand, GetKeyRotationStatusCommand, NotFoundException } =
    await import("@aws-sdk/client-kms");
  try {
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: keyAlias }));
    const KeyId = key?.KeyId ?? "";
    if (key?.KeyState !== "Enabled") {
      throw new UserError(`the key of ${keyAlias} is ${key?.KeyState}, expected Enabled`, {
        remedy:
          "bring it back in AWS (cancel its deletion, enable it): without it no secret of these stacks can be read; nothing was written",
        exitCode: 1,
      });
    }
    const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    const repair = async (): Promise<void> => void (await kms.send(new EnableKeyRotationCommand({ KeyId })));
    const what = `rotation of the key of ${keyAlias} is off, expected on`;
    return { arn: String(key.Arn), drift: KeyRotationEnabled === true ? [] : [{ what, repair }] };
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

async function createKey(kms: KMSClient, { keyAlias, bucket }: StatePlace): Promise<string> {
  const { CreateAliasCommand, CreateKeyCommand, EnableKeyRotationCommand } =
    await import("@aws-sdk/client-kms");
  const { KeyMetadata: key } = await kms.send(
    new CreateKeyCommand({
      Description: `Secrets of the Pulumi stacks with state in ${bucket}; without it they cannot be read`,
    }),
  );
  const KeyId = String(key?.KeyId);
  await kms.send(new EnableKeyRotationCommand({ KeyId }));
  await kms.send(new CreateAliasCommand({ AliasName: keyAlias, TargetKeyId: KeyId }));
  return String(key?.Arn);
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
