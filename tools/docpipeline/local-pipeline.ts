import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { bundlePipelineFunctions } from "../../stacks/70-docpipeline/function-bundles.ts";
import { findings, type Findings } from "../../stacks/70-docpipeline/functions/events.ts";
import { starterDefinition, uploadPattern } from "../../stacks/70-docpipeline/starter.ts";
import {
  functionNames,
  pipelineDefinition,
  type FunctionName,
} from "../../stacks/70-docpipeline/state-machine.ts";
import { createComprehend, type Detector } from "./comprehend.ts";
import { createLambdaRuntime, type LambdaRuntime } from "./lambda-runtime.ts";
import { startLocalAws, type LocalAws } from "./local-aws.ts";
import { createTextract, type DocumentReader } from "./textract.ts";

const account = "123456789012";
export const buckets = { original: "docs-original", processed: "docs-processed", work: "docs-work" };

/** One execution that has ended. */
export interface Execution {
  name: string;
  arn: string;
  status: string;
  error?: string;
  cause?: string;
}

export interface LocalPipeline {
  aws: LocalAws;
  lambda: LambdaRuntime;
  /** Puts a document into the bucket of originals, as the app does, and gives its version and its execution's name. */
  upload(key: string, bytes: Uint8Array): Promise<{ versionId: string; execution: string }>;
  /** Hands every event that the upload rule has matched to the starter, as EventBridge does; gives their number. */
  deliverEvents(times?: number): Promise<number>;
  /** Waits until the named execution has ended. */
  finished(execution: string): Promise<Execution>;
  executions(): Promise<Execution[]>;
  /** The masked copy, or undefined where there is none. */
  processed(key: string): Promise<Uint8Array | undefined>;
  /** What detection found in a document, as counts and boxes. */
  findings(execution: string): Promise<Findings>;
  /** Takes all messages out of a queue. */
  drain(queue: "notify" | "failures"): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/**
 * The whole document pipeline on this machine: the layer's own state machines run by moto's Step Functions, its own
 * bundled functions, S3, SQS and EventBridge from moto. Reading and detection are the caller's.
 */
export async function startLocalPipeline({
  read,
  detect,
  maskingRounds = 3,
}: {
  read: DocumentReader;
  detect: Detector;
  maskingRounds?: number;
}): Promise<LocalPipeline> {
  const bundles = bundlePipelineFunctions();
  // The services call each other through the gateway that they are part of.
  const aws = (): LocalAws => started;
  const lambda = createLambdaRuntime(
    Object.fromEntries(functionNames.map((name) => [name, bundles[name].folder])),
    () => ({
      AWS_ENDPOINT_URL: aws().endpoint,
      AWS_REGION: aws().region,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    }),
  );
  const started = await startLocalAws({
    lambda: lambda.service,
    textract: createTextract(aws, read),
    comprehend: createComprehend(detect),
  });

  for (const bucket of Object.values(buckets)) {
    await started.s3(
      "PUT",
      `/${bucket}`,
      `<CreateBucketConfiguration><LocationConstraint>${started.region}</LocationConstraint></CreateBucketConfiguration>`,
    );
  }
  await started.s3(
    "PUT",
    `/${buckets.original}?versioning`,
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
  );
  await started.s3(
    "PUT",
    `/${buckets.original}?notification`,
    "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>",
  );
  const queue = async (name: string) =>
    (await started.call("AmazonSQS.CreateQueue", { QueueName: name }))["QueueUrl"] as string;
  const queues = {
    notify: await queue("notify"),
    failures: await queue("failures"),
    events: await queue("events"),
  };
  await createUploadRule(started);
  const machine = async (name: string, definition: object) =>
    (
      await started.call("AWSStepFunctions.CreateStateMachine", {
        name,
        definition: JSON.stringify(definition),
        roleArn: `arn:aws:iam::${account}:role/${name}`,
        type: "STANDARD",
      })
    )["stateMachineArn"] as string;
  const pipelineArn = await machine(
    "pipeline",
    pipelineDefinition({
      functionArns: Object.fromEntries(
        functionNames.map((name) => [name, `arn:aws:lambda:${started.region}:${account}:function:${name}`]),
      ) as Record<FunctionName, string>,
      workBucket: buckets.work,
      processedBucket: buckets.processed,
      kmsKeyArn: undefined,
      comprehendRegion: started.region,
      language: "en",
      keepTypes: [],
      minimumScore: 0.5,
      dotsPerInch: 200,
      maxPages: 100,
      maxMegabytes: 50,
      maskingRounds,
      pollSeconds: 0,
      notifyQueueUrl: queues.notify,
      failureQueueUrl: queues.failures,
    }),
  );
  const starterArn = await machine(
    "starter",
    starterDefinition({ pipelineArn, failureQueueUrl: queues.failures }),
  );

  async function drainQueue(url: string): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (;;) {
      const { Messages = [] } = (await aws().call("AmazonSQS.ReceiveMessage", {
        QueueUrl: url,
        MaxNumberOfMessages: 10,
      })) as {
        Messages?: { Body: string; ReceiptHandle: string }[];
      };
      if (Messages.length === 0) return found;
      for (const { Body, ReceiptHandle } of Messages) {
        found.push(JSON.parse(Body) as Record<string, unknown>);
        await aws().call("AmazonSQS.DeleteMessage", { QueueUrl: url, ReceiptHandle });
      }
    }
  }

  const describe = async (name: string): Promise<Execution | undefined> => {
    const arn = `${pipelineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    try {
      const answer = await aws().call("AWSStepFunctions.DescribeExecution", { executionArn: arn });
      return { ...(answer as unknown as Execution), name, arn };
    } catch {
      return undefined;
    }
  };

  return {
    aws: started,
    lambda,
    async upload(key, bytes) {
      const response = await aws().s3("PUT", `/${buckets.original}/${encodeURI(key)}`, bytes);
      const versionId = response.headers.get("x-amz-version-id") ?? "null";
      const execution = createHash("sha256").update(`${buckets.original}/${key}/${versionId}`).digest("hex");
      return { versionId, execution };
    },
    async deliverEvents(times = 1) {
      const events = await drainQueue(queues.events);
      for (const event of events) {
        for (let time = 0; time < times; time++) {
          await aws().call("AWSStepFunctions.StartExecution", {
            stateMachineArn: starterArn,
            name: randomUUID(),
            input: JSON.stringify(event),
          });
        }
      }
      return events.length;
    },
    async finished(name) {
      for (;;) {
        const execution = await describe(name);
        if (execution !== undefined && execution.status !== "RUNNING") return execution;
        await sleep(100);
      }
    },
    async executions() {
      const { executions } = (await aws().call("AWSStepFunctions.ListExecutions", {
        stateMachineArn: pipelineArn,
      })) as {
        executions: { name: string; executionArn: string; status: string }[];
      };
      return executions.map(({ name, executionArn, status }) => ({ name, arn: executionArn, status }));
    },
    async processed(key) {
      const response = await aws().s3("GET", `/${buckets.processed}/${encodeURI(key)}`);
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
    },
    async findings(execution) {
      const response = await aws().s3("GET", `/${buckets.work}/${execution}/findings.json`);
      return findings.parse(await response.json());
    },
    drain: (name) => drainQueue(queues[name]),
    async stop() {
      await lambda.stop();
      await aws().stop();
    },
  };
}

/** moto's rules cannot start state machines, so the rule's events go to a queue and are handed on from there. */
async function createUploadRule(aws: LocalAws): Promise<void> {
  await aws.call("AWSEvents.PutRule", {
    Name: "uploads",
    EventPattern: JSON.stringify(uploadPattern(buckets.original)),
  });
  await aws.call("AWSEvents.PutTargets", {
    Rule: "uploads",
    Targets: [{ Id: "queue", Arn: `arn:aws:sqs:${aws.region}:${account}:events` }],
  });
}
