import { tracingStatements } from "../../shared/components/policy-statements.ts";
import { allow, denyWithoutTls, policyDocument, type Statement } from "../../shared/policy-document.ts";
import type { FunctionName } from "./state-machine.ts";

/** What the pipeline's roles may touch. */
export interface Surroundings {
  originalBucketArn: string;
  processedBucketArn: string;
  workBucketArn: string;
  /** Customer key of the buckets. */
  kmsKeyArn: string | undefined;
  notifyQueueArn: string;
  failureQueueArn: string;
  comprehendRegion: string;
}

/** What one function may do beside writing its log and traces: what its code calls, on nothing more. */
export function functionAccess(name: FunctionName, around: Surroundings): Statement[] {
  const read = (sid: string, ...bucketArns: string[]) =>
    allow(
      sid,
      ["s3:GetObject"],
      bucketArns.map((arn) => `${arn}/*`),
    );
  const readOriginal = [
    allow("ReadOriginal", ["s3:GetObjectVersion"], [`${around.originalBucketArn}/*`]),
    tellGone(around.originalBucketArn),
  ];
  const readWork = read("ReadWork", around.workBucketArn);
  const writeWork = allow("WriteWork", ["s3:PutObject"], [`${around.workBucketArn}/*`]);
  const key = keyAccess(around.kmsKeyArn);
  switch (name) {
    case "validate":
      return [...readOriginal, ...key];
    case "flatten":
      return [...readOriginal, writeWork, ...key];
    case "collect":
      return [allow("ListWork", ["s3:ListBucket"], [around.workBucketArn]), readWork, writeWork, ...key];
    case "detect":
      return [
        readWork,
        writeWork,
        // Comprehend's detection knows no resources; the region is the one that the configuration allows.
        {
          ...allow("DetectPersonalData", ["comprehend:DetectPiiEntities"], "*"),
          Condition: { StringEquals: { "aws:RequestedRegion": around.comprehendRegion } },
        },
        ...key,
      ];
    case "mask":
      return [...readOriginal, readWork, writeWork, ...key];
    case "write":
      return [
        readWork,
        allow("MarkOriginal", ["s3:PutObjectVersionTagging"], [`${around.originalBucketArn}/*`]),
        tellGone(around.originalBucketArn),
        allow("WriteProcessed", ["s3:PutObject", "s3:PutObjectTagging"], [`${around.processedBucketArn}/*`]),
        ...key,
      ];
  }
}

/**
 * Who may not list a bucket gets 403 for what is not there, and could not tell a deleted original from a missing right
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 */
function tellGone(bucketArn: string): Statement {
  return allow("TellGoneFromForbidden", ["s3:ListBucket", "s3:ListBucketVersions"], [bucketArn]);
}

/** What the pipeline itself does between its functions. Textract reads and writes with the caller's rights. */
export function pipelineAccess(around: Surroundings, functionArns: readonly string[]): Statement[] {
  return [
    allow("InvokeFunctions", ["lambda:InvokeFunction"], [...functionArns]),
    // Textract's text detection knows no resources.
    allow("ReadText", ["textract:StartDocumentTextDetection", "textract:GetDocumentTextDetection"], "*"),
    allow("LetTextractReadAndWrite", ["s3:GetObject", "s3:PutObject"], [`${around.workBucketArn}/*`]),
    ...keyAccess(around.kmsKeyArn),
    allow("Report", ["sqs:SendMessage"], [around.notifyQueueArn, around.failureQueueArn]),
    ...machineAccess,
  ];
}

export function starterAccess(pipelineArn: string, failureQueueArn: string): Statement[] {
  return [
    allow("StartPipeline", ["states:StartExecution"], [pipelineArn]),
    allow("Report", ["sqs:SendMessage"], [failureQueueArn]),
    ...machineAccess,
  ];
}

export function logAccess(logGroupArn: string): Statement[] {
  return [
    allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroupArn}:*`]),
    ...tracingStatements(),
  ];
}

/** Only the upload rule may use the queue, beside the state machines, which have roles of this account. */
export function failureQueuePolicy(queueArn: string, ruleArn: string): string {
  return policyDocument([
    {
      Sid: "EventBridgeReportsUndelivered",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
    },
    denyWithoutTls("sqs:*", queueArn),
  ]);
}

function keyAccess(kmsKeyArn: string | undefined): Statement[] {
  return kmsKeyArn === undefined
    ? []
    : [allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], [kmsKeyArn])];
}

/** Log delivery is an account-wide registry without resources (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html). */
const machineAccess: readonly Statement[] = [
  allow(
    "DeliverLogs",
    [
      "logs:CreateLogDelivery",
      "logs:GetLogDelivery",
      "logs:UpdateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:DescribeResourcePolicies",
      "logs:DescribeLogGroups",
    ],
    "*",
  ),
  ...tracingStatements(),
];
