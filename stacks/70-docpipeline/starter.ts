/** What the starter's definition is made from. */
export interface StarterArgs {
  pipelineArn: string;
  failureQueueUrl: string;
}

/** Uploads to one bucket; names that end in a slash are the empty objects that the S3 console makes for folders. */
export function uploadPattern(bucket: string): object {
  return {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [bucket] }, object: { key: [{ "anything-but": { suffix: "/" } }] } },
  };
}

const backoff = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: "FULL" };

/**
 * Starts the pipeline once for each version of a document. EventBridge delivers at least once and cannot name an
 * execution itself; named by a hash of bucket, key and version, a second start finds the first.
 */
export function starterDefinition({ pipelineArn, failureQueueUrl }: StarterArgs): object {
  const object = "$.detail.object";
  return {
    Comment: "Starts the document pipeline once for each version of an uploaded document",
    StartAt: "HasVersion",
    TimeoutSeconds: 15 * 60,
    States: {
      HasVersion: {
        Type: "Choice",
        Choices: [{ Variable: `${object}['version-id']`, IsPresent: true, Next: "ReadEvent" }],
        Default: "BucketNotVersioned",
      },
      ReadEvent: {
        Type: "Pass",
        Parameters: {
          document: {
            "bucket.$": "$.detail.bucket.name",
            "key.$": `${object}.key`,
            "versionId.$": `${object}['version-id']`,
          },
        },
        Next: "NameExecution",
      },
      NameExecution: {
        Type: "Pass",
        Parameters: {
          "document.$": "$.document",
          "name.$":
            "States.Hash(States.Format('{}/{}/{}', $.document.bucket, $.document.key, $.document.versionId), 'SHA-256')",
        },
        Next: "StartPipeline",
      },
      StartPipeline: {
        Type: "Task",
        Resource: "arn:aws:states:::states:startExecution",
        Parameters: {
          StateMachineArn: pipelineArn,
          "Name.$": "$.name",
          Input: { "document.$": "$.document" },
        },
        TimeoutSeconds: 60,
        Retry: [
          {
            ErrorEquals: ["StepFunctions.ExecutionAlreadyExistsException"],
            MaxAttempts: 0,
          },
          { ErrorEquals: ["States.TaskFailed"], ...backoff, MaxAttempts: 8 },
        ],
        Catch: [
          { ErrorEquals: ["StepFunctions.ExecutionAlreadyExistsException"], Next: "StartedBefore" },
          { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "DescribeFault" },
        ],
        End: true,
      },
      StartedBefore: { Type: "Succeed" },
      DescribeFault: {
        Type: "Pass",
        Parameters: {
          "error.$": "States.Format('Unexpected.{}', $.failure.Error)",
          // The whole error, since not every one has a cause: a timeout has none.
          "reason.$": "States.JsonToString($.failure)",
        },
        ResultPath: "$.failure",
        Next: "ReportNotStarted",
      },
      BucketNotVersioned: {
        Type: "Pass",
        Parameters: {
          document: { "bucket.$": "$.detail.bucket.name", "key.$": `${object}.key` },
          failure: {
            error: "BucketNotVersioned",
            reason: "the bucket of originals keeps no versions; turn versioning on",
          },
        },
        Next: "ReportNotStarted",
      },
      ReportNotStarted: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage",
        Parameters: {
          QueueUrl: failureQueueUrl,
          MessageBody: {
            type: "document.notStarted",
            "original.$": "$.document",
            "error.$": "$.failure.error",
            "reason.$": "$.failure.reason",
            "execution.$": "$$.Execution.Id",
          },
        },
        ResultPath: null,
        TimeoutSeconds: 60,
        Retry: [{ ErrorEquals: ["States.TaskFailed"], ...backoff, MaxAttempts: 8 }],
        Next: "NotStarted",
      },
      NotStarted: { Type: "Fail", ErrorPath: "$.failure.error", CausePath: "$.failure.reason" },
    },
  };
}
