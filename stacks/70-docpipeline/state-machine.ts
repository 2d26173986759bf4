import { documentFaults } from "./functions/fault.ts";

/** What the pipeline's definition is made from. All values are plain text by then: names, ARNs and limits. */
export interface PipelineArgs {
  functionArns: Record<FunctionName, string>;
  workBucket: string;
  processedBucket: string;
  /** Key that Textract encrypts its output with; the bucket's own default where undefined. */
  kmsKeyArn: string | undefined;
  comprehendRegion: string;
  language: "en" | "es";
  keepTypes: readonly string[];
  minimumScore: number;
  dotsPerInch: number;
  maxPages: number;
  maxMegabytes: number;
  maskingRounds: number;
  pollSeconds: number;
  notifyQueueUrl: string;
  failureQueueUrl: string;
}

export const functionNames = ["validate", "flatten", "collect", "detect", "mask", "write"] as const;
export type FunctionName = (typeof functionNames)[number];

/** What is taken over from each function's answer, by name: anything else stays out of the states. */
const answers: Record<FunctionName, readonly string[]> = {
  validate: ["type", "pages"],
  flatten: ["bucket", "key"],
  collect: ["bucket", "key"],
  detect: ["bucket", "key", "fresh"],
  mask: ["bucket", "key"],
  write: ["bucket", "key", "versionId"],
};

type State = Record<string, unknown>;

/**
 * Textract is asked at most this often; with the pause that is how long it may take. More would not fit: each question
 * takes 11 of the 25 000 events that the history of an execution holds.
 */
const maxPolls = 240;

/** What the functions of one round may take, and waiting in line for Textract. */
const secondsPerRound = 60 * 60;

/** Full jitter: documents that arrive together and are throttled together do not come back together. */
const backoff = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: "FULL" };

const retryFunction = [
  {
    ErrorEquals: [
      "Lambda.TooManyRequestsException",
      "Lambda.ClientExecutionTimeoutException",
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Throttled",
    ],
    ...backoff,
    MaxAttempts: 6,
  },
  // A function that ran out of time or memory may have met a slow moment; one more try tells. Newer runtimes give each
  // a name of its own (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html).
  {
    ErrorEquals: [
      "States.Timeout",
      "Lambda.Unknown",
      "Sandbox.Timedout",
      "Runtime.ExitError",
      "Runtime.OutOfMemory",
    ],
    ...backoff,
    MaxAttempts: 1,
  },
];

const retryTextract = [
  {
    ErrorEquals: [
      "Textract.ThrottlingException",
      "Textract.ProvisionedThroughputExceededException",
      "Textract.LimitExceededException",
    ],
    ...backoff,
    // The number of jobs at a time is a quota: waiting in line is normal, not a failure.
    MaxDelaySeconds: 120,
    MaxAttempts: 12,
  },
  {
    ErrorEquals: ["Textract.InternalServerErrorException", "Textract.SdkClientException"],
    ...backoff,
    MaxAttempts: 5,
  },
];

const retryQueue = [{ ErrorEquals: ["States.TaskFailed"], ...backoff, MaxAttempts: 6 }];

/** Document faults are thrown by our functions, whose cause is JSON; other causes can be anything. */
const catchAll = [
  { ErrorEquals: [...documentFaults], ResultPath: "$.failure", Next: "ReadDocumentFault" },
  { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "DescribeFault" },
];

/**
 * The pipeline as Amazon States Language. Its input is `{ document: { bucket, key, versionId } }`.
 *
 * Only pointers and counts pass through the states, since everything that does is kept in the execution's history:
 * text, words and boxes go from function to function through the working bucket. Textract's answers are asked for
 * one block at a time, and the first block is the page itself, without text.
 */
export function pipelineDefinition(args: PipelineArgs): object {
  return {
    Comment: "Masks personal data in one version of a document",
    StartAt: "Prepare",
    // Later than everything else gives up, since an execution that runs out of time reports to nobody.
    TimeoutSeconds: (args.maskingRounds + 1) * (maxPolls * args.pollSeconds + secondsPerRound),
    States: {
      Prepare: {
        Type: "Pass",
        Parameters: {
          "document.$": "$.document",
          work: { bucket: args.workBucket, "prefix.$": "States.Format('{}/', $$.Execution.Name)" },
          round: 0,
          earlier: null,
        },
        Next: "Validate",
      },
      Validate: invoke(args, "validate", {
        payload: {
          "document.$": "$.document",
          maxBytes: args.maxMegabytes * 1_048_576,
          maxPages: args.maxPages,
        },
        result: "$.file",
        next: "Flatten",
      }),
      Flatten: invoke(args, "flatten", {
        payload: {
          "document.$": "$.document",
          "type.$": "$.file.type",
          "work.$": "$.work",
          dotsPerInch: args.dotsPerInch,
        },
        result: "$.toRead",
        next: "StartReading",
      }),
      ...readingStates(args),
      Detect: invoke(args, "detect", {
        payload: {
          "work.$": "$.work",
          "reading.$": "$.reading",
          "earlier.$": "$.earlier",
          region: args.comprehendRegion,
          language: args.language,
          keepTypes: args.keepTypes,
          minimumScore: args.minimumScore,
        },
        result: "$.findings",
        next: "IsAnythingLeft",
      }),
      IsAnythingLeft: {
        Type: "Choice",
        Choices: [
          { Variable: "$.round", NumericEquals: 0, Next: "Mask" },
          { Variable: "$.findings.fresh", NumericEquals: 0, Next: "Write" },
          { Variable: "$.round", NumericLessThan: args.maskingRounds, Next: "Mask" },
        ],
        Default: "PersonalDataRemains",
      },
      Mask: invoke(args, "mask", {
        payload: {
          "document.$": "$.document",
          "type.$": "$.file.type",
          "work.$": "$.work",
          findings: { "bucket.$": "$.findings.bucket", "key.$": "$.findings.key" },
          dotsPerInch: args.dotsPerInch,
        },
        result: "$.masked",
        next: "ReadAgain",
      }),
      ReadAgain: {
        Type: "Pass",
        Parameters: {
          "document.$": "$.document",
          "work.$": "$.work",
          "file.$": "$.file",
          "masked.$": "$.masked",
          "toRead.$": "$.masked",
          earlier: { "bucket.$": "$.findings.bucket", "key.$": "$.findings.key" },
          "round.$": "States.MathAdd($.round, 1)",
        },
        Next: "StartReading",
      },
      Write: invoke(args, "write", {
        payload: {
          "document.$": "$.document",
          "type.$": "$.file.type",
          "masked.$": "$.masked",
          processedBucket: args.processedBucket,
        },
        result: "$.processed",
        next: "UpdateDatabase",
      }),
      UpdateDatabase: send(
        args.notifyQueueUrl,
        "document.masked",
        {
          "original.$": "$.document",
          "processed.$": "$.processed",
          "pages.$": "$.file.pages",
        },
        { Next: "Notify" },
      ),
      Notify: send(
        args.notifyQueueUrl,
        "document.notify",
        { "original.$": "$.document", outcome: "masked" },
        { End: true },
      ),
      ...failureStates(args),
    },
  };
}

/** Textract's asynchronous job, for the flattened original in round 0 and for each masked result after. */
function readingStates(args: PipelineArgs): Record<string, State> {
  return {
    StartReading: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:textract:startDocumentTextDetection",
      Parameters: {
        DocumentLocation: { S3Object: { "Bucket.$": "$.toRead.bucket", "Name.$": "$.toRead.key" } },
        // A retry after a lost answer finds the same job instead of paying for another.
        "ClientRequestToken.$": "States.Hash(States.Format('{}/{}', $$.Execution.Name, $.round), 'SHA-256')",
        OutputConfig: {
          S3Bucket: args.workBucket,
          "S3Prefix.$": "States.Format('{}textract', $.work.prefix)",
        },
        // Step Functions spells the fields as the SDK for Java does, not as Textract's API (KMSKeyId).
        ...(args.kmsKeyArn === undefined ? {} : { KmsKeyId: args.kmsKeyArn }),
      },
      ResultSelector: { "jobId.$": "$.JobId", polls: 0 },
      ResultPath: "$.textract",
      TimeoutSeconds: 60,
      Retry: retryTextract,
      Catch: catchAll,
      Next: "WaitForReading",
    },
    WaitForReading: { Type: "Wait", Seconds: args.pollSeconds, Next: "AskForReading" },
    AskForReading: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:textract:getDocumentTextDetection",
      Parameters: { "JobId.$": "$.textract.jobId", MaxResults: 1 },
      ResultSelector: { "status.$": "$.JobStatus" },
      ResultPath: "$.textract.answer",
      TimeoutSeconds: 60,
      Retry: retryTextract,
      Catch: catchAll,
      Next: "CountPoll",
    },
    CountPoll: {
      Type: "Pass",
      Parameters: {
        "jobId.$": "$.textract.jobId",
        "polls.$": "States.MathAdd($.textract.polls, 1)",
        "status.$": "$.textract.answer.status",
      },
      ResultPath: "$.textract",
      Next: "IsRead",
    },
    IsRead: {
      Type: "Choice",
      Choices: [
        { Variable: "$.textract.status", StringEquals: "SUCCEEDED", Next: "Collect" },
        {
          And: [
            { Variable: "$.textract.status", StringEquals: "IN_PROGRESS" },
            { Variable: "$.textract.polls", NumericLessThan: maxPolls },
          ],
          Next: "WaitForReading",
        },
        { Variable: "$.textract.status", StringEquals: "IN_PROGRESS", Next: "ReadingTookTooLong" },
      ],
      // FAILED, and PARTIAL_SUCCESS: a page that was not read would be published unmasked.
      Default: "ReadingFailed",
    },
    Collect: invoke(args, "collect", {
      payload: { "work.$": "$.work", "jobId.$": "$.textract.jobId", "pages.$": "$.file.pages" },
      result: "$.reading",
      next: "Detect",
    }),
  };
}

/** Every failure ends here: recorded with its reason, reported to the operators and to the app, then failed by name. */
function failureStates(args: PipelineArgs): Record<string, State> {
  return {
    ReadingFailed: fault("ReadingFailed", "Textract could not read every page of the document"),
    ReadingTookTooLong: fault(
      "ReadingTookTooLong",
      `Textract did not finish within ${maxPolls * args.pollSeconds} seconds`,
    ),
    PersonalDataRemains: fault(
      "PersonalDataRemains",
      `detection still finds personal data after masking ${args.maskingRounds} times`,
    ),
    ReadDocumentFault: {
      Type: "Pass",
      Parameters: { "error.$": "$.failure.Error", "cause.$": "States.StringToJson($.failure.Cause)" },
      ResultPath: "$.failure",
      Next: "DescribeDocumentFault",
    },
    DescribeDocumentFault: {
      Type: "Pass",
      Parameters: { "error.$": "$.failure.error", "reason.$": "$.failure.cause.errorMessage" },
      ResultPath: "$.failure",
      Next: "ReportFailure",
    },
    DescribeFault: {
      Type: "Pass",
      // Tells a fault of the pipeline from one of the document.
      Parameters: {
        "error.$": "States.Format('Unexpected.{}', $.failure.Error)",
        // The whole error, since not every one has a cause: a timeout has none.
        "reason.$": "States.JsonToString($.failure)",
      },
      ResultPath: "$.failure",
      Next: "ReportFailure",
    },
    ReportFailure: send(
      args.failureQueueUrl,
      "document.failed",
      {
        "original.$": "$.document",
        "error.$": "$.failure.error",
        "reason.$": "$.failure.reason",
        "execution.$": "$$.Execution.Id",
      },
      { Next: "NotifyFailure" },
      "NotifyFailure",
    ),
    NotifyFailure: send(
      args.notifyQueueUrl,
      "document.failed",
      { "original.$": "$.document", "error.$": "$.failure.error", "reason.$": "$.failure.reason" },
      { Next: "Failed" },
      "Failed",
    ),
    Failed: { Type: "Fail", ErrorPath: "$.failure.error", CausePath: "$.failure.reason" },
  };
}

function fault(error: string, reason: string): State {
  return { Type: "Pass", Result: { error, reason }, ResultPath: "$.failure", Next: "ReportFailure" };
}

function invoke(
  { functionArns }: PipelineArgs,
  name: FunctionName,
  { payload, result, next }: { payload: State; result: string; next: string },
): State {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: functionArns[name], Payload: payload },
    ResultSelector: Object.fromEntries(answers[name].map((field) => [`${field}.$`, `$.Payload.${field}`])),
    ResultPath: result,
    TimeoutSeconds: 900,
    Retry: retryFunction,
    Catch: catchAll,
    Next: next,
  };
}

/** `orElse` is where a failure to send leads once retries are used up; without it, to the failure states. */
function send(queueUrl: string, type: string, message: State, then: State, orElse?: string): State {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::sqs:sendMessage",
    Parameters: { QueueUrl: queueUrl, MessageBody: { type, ...message } },
    ResultPath: null,
    TimeoutSeconds: 60,
    Retry: retryQueue,
    Catch:
      orElse === undefined ? catchAll : [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: orElse }],
    ...then,
  };
}
