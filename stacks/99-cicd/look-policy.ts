import { allow, type Statement } from "../../shared/policy-document.ts";

/** What a preview asks AWS, by service. Not ReadOnlyAccess, which reads objects, messages, tables and logs as well. */
const looks: readonly string[] = [
  "access-analyzer:Get*",
  "access-analyzer:List*",
  "account:GetAlternateContact",
  "acm:Describe*",
  "acm:List*",
  "amplify:Get*",
  "amplify:List*",
  "application-autoscaling:Describe*",
  "application-autoscaling:List*",
  "apprunner:Describe*",
  "apprunner:List*",
  "autoscaling:Describe*",
  "backup:Describe*",
  "backup:Get*",
  "backup:List*",
  "bedrock:Get*",
  "bedrock:List*",
  "budgets:Describe*",
  "budgets:List*",
  "budgets:ViewBudget",
  "ce:Describe*",
  "ce:GetAnomaly*",
  "ce:List*",
  "cloudfront:Describe*",
  "cloudfront:Get*",
  "cloudfront:List*",
  "cloudtrail:Describe*",
  "cloudtrail:Get*",
  "cloudtrail:List*",
  "cloudwatch:Describe*",
  "cloudwatch:GetDashboard",
  "cloudwatch:List*",
  "cognito-idp:Describe*",
  "cognito-idp:GetUserPoolMfaConfig",
  "cognito-idp:ListTagsForResource",
  "config:Describe*",
  "ec2:Describe*",
  "ec2:GetEbsEncryptionByDefault",
  "ec2:GetInstanceMetadataDefaults",
  "ec2:GetManagedPrefixListEntries",
  "ec2:GetSnapshotBlockPublicAccessState",
  "ecr:Describe*",
  "ecr:GetLifecyclePolicy",
  "ecr:GetRegistryScanningConfiguration",
  "ecr:GetRepositoryPolicy",
  "ecr:ListTagsForResource",
  "ecs:Describe*",
  "ecs:List*",
  "elasticache:Describe*",
  "elasticache:List*",
  "elasticloadbalancing:Describe*",
  "events:Describe*",
  "events:List*",
  "guardduty:Get*",
  "guardduty:List*",
  "iam:Get*",
  "iam:List*",
  "kms:Describe*",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:List*",
  "lambda:Get*",
  "lambda:List*",
  "logs:Describe*",
  "logs:ListTagsForResource",
  "rds:Describe*",
  "rds:ListTagsForResource",
  "route53:Get*",
  "route53:List*",
  "s3:GetAccelerateConfiguration",
  "s3:GetAccountPublicAccessBlock",
  "s3:GetBucket*",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
  "s3:ListTagsForResource",
  "scheduler:Get*",
  "scheduler:List*",
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetResourcePolicy",
  "securityhub:Describe*",
  "securityhub:Get*",
  "securityhub:List*",
  "servicediscovery:Get*",
  "servicediscovery:List*",
  "sns:Get*",
  "sns:List*",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ListQueueTags",
  "ssm:DescribeParameters",
  "ssm:ListTagsForResource",
  "states:Describe*",
  "states:ListTagsForResource",
  "states:ValidateStateMachineDefinition",
  "wafv2:Get*",
  "wafv2:List*",
  "xray:GetGroup*",
  "xray:ListTagsForResource",
];

/** Everything of API Gateway but its keys, whose values a GET can ask for. */
const apiParts = ["account", "apis", "domainnames", "restapis", "tags", "usageplans", "vpclinks"];

export interface State {
  bucket?: string | undefined;
  /** Empty, or ends in a slash. */
  prefix: string;
  kmsKeyArns: readonly string[];
}

/** Looking at infrastructure and at its state: no secret, no object, no message, no log line. */
export function lookStatements(region: string, state: State): Statement[] {
  return [
    allow("Look", [...looks], "*"),
    allow(
      "LookAtApis",
      ["apigateway:GET"],
      apiParts.flatMap((part) => [
        `arn:aws:apigateway:${region}::/${part}`,
        `arn:aws:apigateway:${region}::/${part}/*`,
      ]),
    ),
    ...stateStatements(state),
  ];
}

/** A preview takes no lock, so reading is enough (pulumi's diy backend locks only what it changes). */
function stateStatements({ bucket, prefix, kmsKeyArns }: State): Statement[] {
  return [
    ...(bucket === undefined
      ? []
      : [allow("ReadState", ["s3:GetObject"], `arn:aws:s3:::${bucket}/${prefix}.pulumi/*`)]),
    ...(kmsKeyArns.length === 0 ? [] : [allow("DecryptState", ["kms:Decrypt"], [...kmsKeyArns])]),
  ];
}

/** What else a refresh reads: the values that Pulumi itself put into secrets, settings and API keys. */
export function compareStatements(place: {
  region: string;
  accountId: string;
  product: string;
  environment: string;
  ssmPrefix: string;
  dataKmsKeyArn?: string | undefined;
}): Statement[] {
  const { region, accountId, product, environment, ssmPrefix, dataKmsKeyArn } = place;
  const at = (service: string) => `arn:aws:${service}:${region}:${accountId}`;
  return [
    allow(
      "CompareSecrets",
      ["secretsmanager:GetSecretValue"],
      `${at("secretsmanager")}:secret:${product}/${environment}/*`,
    ),
    allow(
      "CompareSettings",
      ["ssm:GetParameter", "ssm:GetParameters"],
      `${at("ssm")}:parameter${ssmPrefix}*`,
    ),
    allow("CompareApiKeys", ["apigateway:GET"], `arn:aws:apigateway:${region}::/apikeys/*`),
    ...(dataKmsKeyArn === undefined ? [] : [allow("DecryptSecrets", ["kms:Decrypt"], dataKmsKeyArn)]),
  ];
}
