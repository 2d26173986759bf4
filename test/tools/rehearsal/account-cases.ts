import { openAccount } from "./account-rig.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";

const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const policy = "aws:iam/policy:Policy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const oidc = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const key = "aws:kms/key:Key";
const alias = "aws:kms/alias:Alias";
const trail = "aws:cloudtrail/trail:Trail";
const secret = "aws:secretsmanager/secret:Secret";
const parameter = "aws:ssm/parameter:Parameter";
const topic = "aws:sns/topic:Topic";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const recorder = "aws:cfg/recorder:Recorder";
const channel = "aws:cfg/deliveryChannel:DeliveryChannel";
const recording = "aws:cfg/recorderStatus:RecorderStatus";
const hub = "aws:securityhub/account:Account";
const autoScaling = "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion";
const standard = "aws:securityhub/standardsSubscription:StandardsSubscription";

const document = (...statements: Properties[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const trust = document({
  Effect: "Allow",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Action: "sts:AssumeRole",
});
const owner = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
};
const service = (name: string) => ({
  Effect: "Allow",
  Principal: { Service: name },
  Action: "kms:GenerateDataKey*",
  Resource: "*",
});
const anybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" };
const recorderRole = { roleArn: "arn:aws:iam::111122223333:role/config" };

const roleWith = (change: Properties) => (aws: Account) =>
  aws.create(role, "role", { name: "role", assumeRolePolicy: trust, ...change });
const github = (condition: Properties) =>
  roleWith({
    assumeRolePolicy: document({
      Effect: "Allow",
      Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: condition },
    }),
  });
const inline = (size: number) => async (aws: Account) => {
  await roleWith({})(aws);
  await aws.create(rolePolicy, "p", {
    role: "role",
    name: "p",
    policy: document({ ...read, Sid: "a".repeat(size) }),
  });
};
const site = (aws: Account) => aws.create(bucket, "site", { bucket: "site" });

async function trailBucket(aws: Account): Promise<string> {
  await aws.create(bucket, "logs", { bucket: "logs" });
  const entry = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::logs/*",
  };
  await aws.create(bucketPolicy, "logs", { bucket: "logs", policy: document(entry) });
  return "logs";
}

async function recordTo(aws: Account): Promise<Made> {
  await aws.create(recorder, "recorder", { name: "default", ...recorderRole });
  return await aws.create(channel, "channel", { name: "default", s3BucketName: "logs" });
}

const everywhere = async (aws: Account, includeGlobalServiceEvents: boolean) =>
  await aws.create(trail, "t", {
    name: "trail",
    s3BucketName: await trailBucket(aws),
    isMultiRegionTrail: true,
    includeGlobalServiceEvents,
  });

export const cases: Record<string, RuleCase> = {
  "bucket-name-form": {
    accepts: (aws) => aws.create(bucket, "b", { bucket: "tap-dev-docs-111122223333-us-west-1" }),
    refuses: (aws) => aws.create(bucket, "b", { bucket: "Tap_Docs" }),
    message:
      'InvalidBucketName: The specified bucket is not valid: "Tap_Docs" must have 3 to 63 lower-case letters, digits, dots and hyphens.',
  },
  "bucket-name-taken": {
    accepts: site,
    refuses: async (aws) => [await site(aws), await site(aws)],
    message:
      "BucketAlreadyExists: Your previous request to create the named bucket succeeded and you already own it.",
  },
  "missing-bucket": {
    accepts: async (aws) => [
      await site(aws),
      await aws.create(bucketPolicy, "p", { bucket: "site", policy: document(anybody) }),
    ],
    refuses: (aws) => aws.create(bucketPolicy, "p", { bucket: "none", policy: document(anybody) }),
    message: "NoSuchBucket: The specified bucket does not exist: none",
  },
  "bucket-setting-twice": {
    accepts: async (aws) => [
      await site(aws),
      await aws.create("aws:s3/bucketNotification:BucketNotification", "n", { bucket: "site" }),
    ],
    async refuses(aws) {
      await site(aws);
      for (const name of ["n", "m"])
        await aws.create("aws:s3/bucketNotification:BucketNotification", name, { bucket: "site" });
    },
    message: "bucket site already has this setting, and a second one would overwrite it; keep one per bucket",
  },
  "bucket-not-empty": {
    async accepts(aws) {
      await aws.create(bucket, "site", { bucket: "site", forceDestroy: true });
      await aws.create("aws:s3/bucketObjectv2:BucketObjectv2", "page", { bucket: "site", key: "index.html" });
      await aws.remove(bucket, "site", "site");
    },
    async refuses(aws) {
      await site(aws);
      await aws.create("aws:s3/bucketObjectv2:BucketObjectv2", "page", { bucket: "site", key: "index.html" });
      await aws.remove(bucket, "site", "site");
    },
    message:
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
  },
  "bucket-policy-public": {
    accepts: async (aws) => [
      await site(aws),
      await aws.create(bucketPolicy, "p", { bucket: "site", policy: document(anybody) }),
    ],
    async refuses(aws) {
      await site(aws);
      await aws.create("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", {
        bucket: "site",
        blockPublicPolicy: true,
      });
      await aws.create(bucketPolicy, "p", { bucket: "site", policy: document(anybody) });
    },
    message:
      "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
  },
  "identity-policy-document": {
    accepts: (aws) => aws.create(policy, "p", { policy: document(read) }),
    refuses: (aws) => aws.create(policy, "p", { policy: document({ ...read, Principal: "*" }) }),
    message: "MalformedPolicyDocument: Policy document should not specify a principal.",
  },
  "trust-policy-document": {
    accepts: roleWith({}),
    refuses: roleWith({
      assumeRolePolicy: document({
        Effect: "Allow",
        Principal: "*",
        Action: "sts:AssumeRole",
        Resource: "*",
      }),
    }),
    message: "MalformedPolicyDocument: Has prohibited field Resource",
  },
  "resource-policy-document": {
    accepts: async (aws) => [
      await site(aws),
      await aws.create(bucketPolicy, "p", { bucket: "site", policy: document(anybody) }),
    ],
    refuses: async (aws) => [
      await site(aws),
      await aws.create(bucketPolicy, "p", { bucket: "site", policy: "{not json" }),
    ],
    message: "MalformedPolicy: Syntax errors in policy.",
  },
  "github-trust-names-subject": {
    accepts: github({ "token.actions.githubusercontent.com:sub": "repo:o@1/r@2:ref:refs/heads/main" }),
    refuses: github({ "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }),
    message:
      "Missing required condition key token.actions.githubusercontent.com:sub for the trusted identity provider.",
  },
  "role-name-form": {
    accepts: roleWith({ name: "a".repeat(64) }),
    refuses: roleWith({ name: "a".repeat(65) }),
    message: "at 'name' failed to satisfy constraint: Member must have length less than or equal to 64",
  },
  "role-name-taken": {
    accepts: async (aws) => [await roleWith({})(aws), await roleWith({ name: "other" })(aws)],
    refuses: async (aws) => [await roleWith({})(aws), await roleWith({ name: "Role" })(aws)],
    message: "EntityAlreadyExists: Role with name Role already exists.",
  },
  "role-in-use": {
    accepts: async (aws) => [await roleWith({})(aws), await aws.remove(role, "role", "role")],
    refuses: async (aws) => [await inline(10)(aws), await aws.remove(role, "role", "role")],
    message: "DeleteConflict: Cannot delete entity, must detach all policies first.",
  },
  "missing-role": {
    accepts: inline(10),
    refuses: (aws) => aws.create(rolePolicy, "p", { role: "none", policy: document(read) }),
    message: "NoSuchEntity: The role with name none cannot be found.",
  },
  "missing-managed-policy": {
    async accepts(aws) {
      await roleWith({})(aws);
      await aws.create(attachment, "a", {
        role: "role",
        policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      });
    },
    async refuses(aws) {
      await roleWith({})(aws);
      await aws.create(attachment, "a", { role: "role", policyArn: "arn:aws:iam::111122223333:policy/none" });
    },
    message:
      "NoSuchEntity: Policy arn:aws:iam::111122223333:policy/none does not exist or is not attachable.",
  },
  "missing-permissions-boundary": {
    async accepts(aws) {
      const made = await aws.create(policy, "p", { policy: document(read) });
      await roleWith({ permissionsBoundary: made.id })(aws);
      await roleWith({ name: "b", permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" })(aws);
    },
    refuses: roleWith({ permissionsBoundary: "arn:aws:iam::111122223333:policy/none" }),
    message:
      "NoSuchEntity: Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not attachable.",
  },
  "managed-policy-in-use": {
    accepts: async (aws) =>
      await aws.remove(policy, "p", (await aws.create(policy, "p", { policy: document(read) })).id),
    async refuses(aws) {
      const made = await aws.create(policy, "p", { policy: document(read) });
      await roleWith({ permissionsBoundary: made.id })(aws);
      await aws.remove(policy, "p", made.id);
    },
    message: "DeleteConflict: Cannot delete a policy attached to entities.",
  },
  "role-policy-size": {
    accepts: inline(10_000),
    refuses: inline(10_240),
    message: "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role role",
  },
  "managed-policy-size": {
    accepts: (aws) => aws.create(policy, "p", { policy: document({ ...read, Sid: "a".repeat(6000) }) }),
    refuses: (aws) => aws.create(policy, "p", { policy: document({ ...read, Sid: "a".repeat(6144) }) }),
    message: "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
  },
  "trust-policy-size": {
    accepts: roleWith({}),
    refuses: roleWith({
      assumeRolePolicy: document({
        Sid: "a".repeat(2048),
        Effect: "Allow",
        Principal: "*",
        Action: "sts:AssumeRole",
      }),
    }),
    message: "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
  },
  "identity-provider-taken": {
    accepts: (aws) =>
      aws.create(oidc, "github", {
        url: "https://token.actions.githubusercontent.com",
        clientIdLists: ["sts.amazonaws.com"],
      }),
    async refuses(aws) {
      for (const name of ["a", "b"]) {
        await aws.create(oidc, name, {
          url: "https://token.actions.githubusercontent.com",
          clientIdLists: ["sts.amazonaws.com"],
        });
      }
    },
    message:
      "EntityAlreadyExists: Provider with url https://token.actions.githubusercontent.com already exists.",
  },
  "key-alias-taken": {
    accepts: async (aws) =>
      await aws.create(alias, "a", { name: "alias/data", targetKeyId: (await aws.create(key, "k", {})).id }),
    async refuses(aws) {
      const { id: targetKeyId } = await aws.create(key, "k", {});
      for (const name of ["a", "b"]) await aws.create(alias, name, { name: "alias/data", targetKeyId });
    },
    message:
      "AlreadyExistsException: An alias with the name arn:aws:kms:us-west-1:111122223333:alias/data already exists",
  },
  "key-usable": {
    accepts: async (aws) =>
      await aws.create(alias, "a", { name: "alias/data", targetKeyId: (await aws.create(key, "k", {})).id }),
    async refuses(aws) {
      const { id } = await aws.create(key, "k", {});
      await aws.remove(key, "k", id);
      await aws.create(alias, "a", { name: "alias/data", targetKeyId: id });
    },
    message: "is pending deletion.",
  },
  "key-policy-keeps-owner": {
    accepts: (aws) => aws.create(key, "k", { policy: document(owner) }),
    refuses: (aws) => aws.create(key, "k", { policy: document(service("logs.us-west-1.amazonaws.com")) }),
    message:
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
  },
  "key-open-to-logs": {
    async accepts(aws) {
      const made = await aws.create(key, "k", {
        policy: document(owner, service("logs.us-west-1.amazonaws.com")),
      });
      await aws.create(logGroup, "g", { name: "/app", kmsKeyId: made["arn"]! });
    },
    async refuses(aws) {
      const made = await aws.create(key, "k", { policy: document(owner) });
      await aws.create(logGroup, "g", { name: "/app", kmsKeyId: made["arn"]! });
    },
    message: "the key policy does not allow logs.us-west-1.amazonaws.com to use it",
  },
  "key-open-to-cloudtrail": {
    async accepts(aws) {
      const made = await aws.create(key, "k", {
        policy: document(owner, service("cloudtrail.amazonaws.com")),
      });
      await aws.create(trail, "t", {
        name: "trail",
        s3BucketName: await trailBucket(aws),
        kmsKeyId: made["arn"]!,
      });
    },
    async refuses(aws) {
      const made = await aws.create(key, "k", { policy: document(owner) });
      await aws.create(trail, "t", {
        name: "trail",
        s3BucketName: await trailBucket(aws),
        kmsKeyId: made["arn"]!,
      });
    },
    message:
      "InsufficientEncryptionPolicyException: Insufficient permissions to access S3 bucket logs or KMS key",
  },
  "trail-bucket-lets-in": {
    accepts: async (aws) =>
      await aws.create(trail, "t", { name: "trail", s3BucketName: await trailBucket(aws) }),
    refuses: async (aws) => [
      await site(aws),
      await aws.create(trail, "t", { name: "trail", s3BucketName: "site" }),
    ],
    message: "InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: site",
  },
  "trail-quota": {
    accepts: (aws) => trails(aws, 5),
    refuses: (aws) => trails(aws, 6),
    message: "MaximumNumberOfTrailsExceededException: User: 111122223333 already has 5 trails in us-west-1.",
  },
  "trail-name-form": {
    accepts: (aws) => trails(aws, 1),
    refuses: async (aws) =>
      await aws.create(trail, "t", { name: "t-", s3BucketName: await trailBucket(aws) }),
    message: "InvalidTrailNameException: Trail name t- is not valid",
  },
  "analyzer-quota": {
    accepts: (aws) => aws.create("aws:accessanalyzer/analyzer:Analyzer", "a", { analyzerName: "a" }),
    async refuses(aws) {
      for (const name of ["a", "b"])
        await aws.create("aws:accessanalyzer/analyzer:Analyzer", name, { analyzerName: name });
    },
    message:
      "ServiceQuotaExceededException: You have reached the service quota of 1 ACCOUNT analyzer per region.",
  },
  "guardduty-one-detector": {
    accepts: (aws) => aws.create("aws:guardduty/detector:Detector", "d", {}),
    async refuses(aws) {
      for (const name of ["a", "b"]) await aws.create("aws:guardduty/detector:Detector", name, {});
    },
    message:
      "BadRequestException: The request is rejected because a detector already exists for the current account.",
  },
  "security-hub-once": {
    accepts: (aws) => aws.create(hub, "hub", {}),
    refuses: async (aws) => [await aws.create(hub, "a", {}), await aws.create(hub, "b", {})],
    message: "ResourceConflictException: Account is already subscribed to Security Hub",
  },
  "standard-needs-security-hub": {
    accepts: async (aws) => [await aws.create(hub, "hub", {}), await aws.create(standard, "s", fsbp)],
    refuses: (aws) => aws.create(standard, "s", fsbp),
    message: "InvalidAccessException: Account 111122223333 is not subscribed to AWS Security Hub",
  },
  "config-one-recorder": {
    accepts: (aws) => aws.create(recorder, "a", { name: "default", ...recorderRole }),
    async refuses(aws) {
      for (const name of ["a", "b"]) await aws.create(recorder, name, { name, ...recorderRole });
    },
    message: "because the maximum number of configuration recorders: 1 is reached.",
  },
  "delivery-needs-recorder": {
    accepts: recordTo,
    refuses: (aws) => aws.create(channel, "c", { s3BucketName: "logs" }),
    message:
      "NoAvailableConfigurationRecorderException: Configuration recorder is not available to put delivery channel.",
  },
  "recording-needs-delivery": {
    accepts: async (aws) => [
      await recordTo(aws),
      await aws.create(recording, "r", { name: "default", isEnabled: true }),
    ],
    async refuses(aws) {
      await aws.create(recorder, "recorder", { name: "default", ...recorderRole });
      await aws.create(recording, "r", { name: "default", isEnabled: true });
    },
    message:
      "NoAvailableDeliveryChannelException: Delivery channel is not available to start configuration recorder.",
  },
  "last-delivery-while-recording": {
    accepts: async (aws) => await aws.remove(channel, "channel", (await recordTo(aws)).id),
    async refuses(aws) {
      const { id } = await recordTo(aws);
      await aws.create(recording, "r", { name: "default", isEnabled: true });
      await aws.remove(channel, "channel", id);
    },
    message:
      "LastDeliveryChannelDeleteFailedException: Failed to delete last specified delivery channel with name 'default'",
  },
  "password-policy-lengths": {
    accepts: (aws) =>
      aws.create("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "p", { minimumPasswordLength: 14 }),
    refuses: (aws) =>
      aws.create("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "p", { passwordReusePrevention: 25 }),
    message: "ValidationError: Value '25' at 'passwordReusePrevention' failed to satisfy constraint",
  },
  "secret-name-taken": {
    accepts: (aws) => aws.create(secret, "s", { name: "tap/dev/db" }),
    refuses: async (aws) => [
      await aws.create(secret, "a", { name: "db" }),
      await aws.create(secret, "b", { name: "db" }),
    ],
    message: "ResourceExistsException: The operation failed because the secret db already exists.",
  },
  "secret-scheduled-for-deletion": {
    accepts: (aws) => recreatedSecret(aws, 0),
    refuses: (aws) => recreatedSecret(aws, 7),
    message:
      "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
  },
  "secret-name-form": {
    accepts: (aws) => aws.create(secret, "s", { name: "tap/dev/db", recoveryWindowInDays: 7 }),
    refuses: (aws) => aws.create(secret, "s", { name: "tap dev" }),
    message: "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters",
  },
  "parameter-name-form": {
    accepts: (aws) => aws.create(parameter, "p", { name: "/tap/dev/url", type: "String", value: "x" }),
    refuses: (aws) => aws.create(parameter, "p", { name: "/aws/url", type: "String", value: "x" }),
    message: "ValidationException: Parameter name: can't be prefixed with",
  },
  "parameter-taken": {
    accepts: (aws) => aws.create(parameter, "p", { name: "/a", type: "String", value: "x" }),
    async refuses(aws) {
      for (const name of ["p", "q"])
        await aws.create(parameter, name, { name: "/a", type: "String", value: "x" });
    },
    message: "ParameterAlreadyExists: The parameter already exists.",
  },
  "parameter-value-size": {
    accepts: (aws) => aws.create(parameter, "p", { name: "/a", type: "String", value: "x".repeat(4096) }),
    refuses: (aws) => aws.create(parameter, "p", { name: "/a", type: "String", value: "x".repeat(4097) }),
    message:
      "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters.",
  },
  "missing-topic": {
    async accepts(aws) {
      const { id } = await aws.create(topic, "t", {});
      await aws.create("aws:sns/topicSubscription:TopicSubscription", "s", {
        topic: id,
        protocol: "email",
        endpoint: "a@example.com",
      });
    },
    refuses: (aws) =>
      aws.create("aws:sns/topicSubscription:TopicSubscription", "s", {
        topic: "arn:aws:sns:us-west-1:111122223333:none",
        protocol: "email",
        endpoint: "a@example.com",
      }),
    message: "NotFound: Topic does not exist",
  },
  "topic-name-form": {
    accepts: (aws) => aws.create(topic, "t", { fifoTopic: true }),
    refuses: (aws) => aws.create(topic, "t", { name: "jobs", fifoTopic: true }),
    message: 'InvalidParameter: Invalid parameter: Topic Name, got "jobs"',
  },
  "log-group-taken": {
    accepts: (aws) => aws.create(logGroup, "g", { name: "/app" }),
    refuses: async (aws) => [
      await aws.create(logGroup, "g", { name: "/app" }),
      await aws.create(logGroup, "h", { name: "/app" }),
    ],
    message: "ResourceAlreadyExistsException: The specified log group already exists",
  },
  "log-retention": {
    accepts: (aws) => aws.create(logGroup, "g", { retentionInDays: 30 }),
    refuses: (aws) => aws.create(logGroup, "g", { retentionInDays: 31 }),
    message: "InvalidParameterException: expected retention_in_days to be one of [0 1 3 5 7 14 30",
  },
  "service-in-region": {
    accepts: async (aws) => {
      await aws.create("aws:amplify/app:App", "a", { name: "shop" });
      await openAccount({ region: "us-west-2" }).create(autoScaling, "a", {
        autoScalingConfigurationName: "shop",
      });
    },
    refuses: (aws) => aws.create(autoScaling, "a", { autoScalingConfigurationName: "shop" }),
    message:
      "UnknownEndpoint: request send failed, dial tcp: lookup apprunner.us-west-1.amazonaws.com: no such host",
  },
  "trail-all-regions": {
    accepts: (aws) => everywhere(aws, true),
    refuses: (aws) => everywhere(aws, false),
    message: "Multi-Region trail must include global service events.",
  },
};

const fsbp = {
  standardsArn: "arn:aws:securityhub:us-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
};

async function trails(aws: Account, count: number): Promise<void> {
  const s3BucketName = await trailBucket(aws);
  for (let number = 1; number <= count; number++)
    await aws.create(trail, `t${number}`, { name: `trail-${number}`, s3BucketName });
}

async function recreatedSecret(aws: Account, recoveryWindowInDays: number): Promise<void> {
  const first = await aws.create(secret, "s", { name: "db", recoveryWindowInDays });
  await aws.remove(secret, "s", first.id);
  await aws.create(secret, "s", { name: "db", recoveryWindowInDays });
}
