import { allow, type Statement } from "../policy-document.ts";

/** What starting one container takes: its image, its secrets and its logs, and nothing else. */
export interface StartAccess {
  repositoryArns: readonly string[];
  logGroupArns: readonly string[];
  secretArns: readonly string[];
  parameterArns: readonly string[];
  /** Customer key of the secrets and parameters. */
  kmsKeyArn?: string | undefined;
}

export function startStatements(access: StartAccess): Statement[] {
  const { repositoryArns, logGroupArns, secretArns, parameterArns, kmsKeyArn } = access;
  return [
    ...(repositoryArns.length === 0
      ? []
      : [
          // ECR hands out one token for the whole registry, so this action knows no resource.
          allow("LogInToEcr", ["ecr:GetAuthorizationToken"], "*"),
          allow(
            "PullImages",
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [...repositoryArns],
          ),
        ]),
    allow(
      "WriteLogs",
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      logGroupArns.map((arn) => `${arn}:*`),
    ),
    ...(secretArns.length === 0
      ? []
      : [allow("ReadSecrets", ["secretsmanager:GetSecretValue"], unique(secretArns))]),
    ...(parameterArns.length === 0
      ? []
      : [allow("ReadParameters", ["ssm:GetParameters"], unique(parameterArns))]),
    ...(kmsKeyArn === undefined || secretArns.length + parameterArns.length === 0
      ? []
      : [allow("DecryptSecrets", ["kms:Decrypt"], kmsKeyArn)]),
  ];
}

const bucketActions = {
  read: ["s3:GetObject", "s3:GetObjectVersion"],
  write: ["s3:PutObject", "s3:AbortMultipartUpload"],
  readWrite: [
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
  ],
} as const;

export type BucketAccess = keyof typeof bucketActions;

export function bucketStatements(
  buckets: readonly { arn: string; access: BucketAccess }[],
  kmsKeyArn: string | undefined,
): Statement[] {
  const writes = buckets.some(({ access }) => access !== "read");
  return [
    ...buckets.flatMap(({ arn, access }) => [
      allow(undefined, [...bucketActions[access]], `${arn}/*`),
      ...(access === "write" ? [] : [allow(undefined, ["s3:ListBucket"], arn)]),
    ]),
    ...(kmsKeyArn === undefined
      ? []
      : [
          allow("UseBucketKey", writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"], kmsKeyArn),
        ]),
  ];
}

/** Reading settings below one path at run time. */
export function parameterPathStatements(pathArn: string, kmsKeyArn: string | undefined): Statement[] {
  const path = pathArn.replace(/\/$/, "");
  return [
    allow(
      "ReadSettings",
      ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      [path, `${path}/*`],
    ),
    ...(kmsKeyArn === undefined ? [] : [allow("DecryptSettings", ["kms:Decrypt"], kmsKeyArn)]),
  ];
}

/** Ids that begin with one of these are inference profiles, which spread calls over several regions. */
const profilePrefix = /^(us|us-gov|eu|apac|jp|au|ca|sa|global)\./;

/**
 * Calling Bedrock models. An inference profile needs its own ARN and that of the model in every region it may choose,
 * the latter only for calls that come through the profile
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html).
 */
export function bedrockStatements(
  models: readonly string[],
  { region, accountId }: { region: string; accountId: string },
): Statement[] {
  const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
  const direct = models.filter((model) => !profilePrefix.test(model));
  const thirdParty = models.some((model) => !model.replace(profilePrefix, "").startsWith("amazon."));
  return [
    ...(direct.length === 0
      ? []
      : [
          allow(
            "InvokeModels",
            invoke,
            direct.map((model) => `arn:aws:bedrock:${region}::foundation-model/${model}`),
          ),
        ]),
    ...models
      .filter((model) => profilePrefix.test(model))
      .flatMap((profile) => {
        const profileArn = `arn:aws:bedrock:${region}:${accountId}:inference-profile/${profile}`;
        return [
          allow(undefined, invoke, profileArn),
          {
            ...allow(
              undefined,
              invoke,
              `arn:aws:bedrock:*::foundation-model/${profile.replace(profilePrefix, "")}`,
            ),
            Condition: { StringEquals: { "bedrock:InferenceProfileArn": profileArn } },
          },
        ];
      }),
    ...(thirdParty
      ? [
          {
            // The first call of another vendor's model subscribes the account to it.
            ...allow(
              "SubscribeToModels",
              ["aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions"],
              "*",
            ),
            Condition: { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
          },
        ]
      : []),
  ];
}

/** A shell in a running task (ECS Exec); none of these actions knows a resource. */
export function execStatements(): Statement[] {
  return [
    allow(
      "OpenExecChannel",
      [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      "*",
    ),
  ];
}

/** Writing the log of ECS Exec sessions, which the task itself does. */
export function execLogStatements(logGroupArn: string, kmsKeyArn: string | undefined): Statement[] {
  return [
    allow("DescribeLogGroups", ["logs:DescribeLogGroups"], "*"),
    allow(
      "WriteExecLog",
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      `${logGroupArn}:*`,
    ),
    ...(kmsKeyArn === undefined
      ? []
      : [allow("EncryptExecSession", ["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn)]),
  ];
}

/** Sending traces to X-Ray; none of these actions knows a resource. */
export function tracingStatements(): Statement[] {
  return [
    allow(
      "SendTraces",
      [
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      "*",
    ),
  ];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
