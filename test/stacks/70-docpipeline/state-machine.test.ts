import { expect, test } from "@jest/globals";
import { documentFaults } from "../../../stacks/70-docpipeline/functions/fault.ts";
import { starterDefinition } from "../../../stacks/70-docpipeline/starter.ts";
import {
  functionNames,
  pipelineDefinition,
  type FunctionName,
} from "../../../stacks/70-docpipeline/state-machine.ts";

interface State {
  Type: string;
  Next?: string;
  End?: boolean;
  Resource?: string;
  Parameters?: Record<string, unknown>;
  Retry?: { ErrorEquals: string[]; MaxAttempts: number; JitterStrategy?: string }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  TimeoutSeconds?: number;
  ResultSelector?: object;
  Choices?: { Next: string }[];
  Default?: string;
}

interface Change {
  kmsKeyArn?: string;
  maskingRounds?: number;
  pollSeconds?: number;
}

const defineMachine = (change: Change = {}) =>
  pipelineDefinition({
    functionArns: Object.fromEntries(functionNames.map((name) => [name, `arn:${name}`])) as Record<
      FunctionName,
      string
    >,
    workBucket: "work",
    processedBucket: "processed",
    kmsKeyArn: undefined,
    comprehendRegion: "us-west-2",
    language: "en",
    keepTypes: [],
    minimumScore: 0.5,
    dotsPerInch: 200,
    maxPages: 100,
    maxMegabytes: 50,
    maskingRounds: 3,
    pollSeconds: 5,
    notifyQueueUrl: "https://sqs/app",
    failureQueueUrl: "https://sqs/failures",
    ...change,
  }) as { TimeoutSeconds: number; States: Record<string, State> };
const define = (change?: Change) => defineMachine(change).States;

const states = define();
const tasks = Object.entries(states).filter(([, { Type }]) => Type === "Task");

test("a document goes through these states when all is well", () => {
  const path: string[] = [];
  const choices: Record<string, string> = { IsRead: "Collect" };
  let state: string | undefined = "Prepare";
  for (let visits = 0; state !== undefined;) {
    path.push(state);
    const { Next, Choices, End }: State = states[state]!;
    if (state === "IsAnythingLeft") state = Choices![visits++]!.Next;
    else state = End === true ? undefined : (choices[state] ?? Next);
  }
  expect(path.join(" ")).toBe(
    "Prepare Validate Flatten StartReading WaitForReading AskForReading CountPoll IsRead Collect Detect IsAnythingLeft " +
      "Mask ReadAgain StartReading WaitForReading AskForReading CountPoll IsRead Collect Detect IsAnythingLeft " +
      "Write UpdateDatabase Notify",
  );
});

test("every task has a time limit, retries what may pass with jitter, and catches everything else", () => {
  for (const [, task] of tasks) {
    expect(task.TimeoutSeconds).toBeGreaterThan(0);
    expect(task.Retry!.every(({ JitterStrategy }) => JitterStrategy === "FULL")).toBe(true);
    expect(task.Catch!.at(-1)!.ErrorEquals).toEqual(["States.ALL"]);
  }
});

test.each([
  [1, 1],
  [5, 3],
  [60, 5],
])(
  "with a pause of %i s and %i rounds, Textract that never ends is reported before the execution runs out of time",
  (pollSeconds, maskingRounds) => {
    const { TimeoutSeconds, States } = defineMachine({ pollSeconds, maskingRounds });
    const limit = JSON.stringify(States["IsRead"]).match(/"NumericLessThan":(\d+)/)![1];
    expect(TimeoutSeconds).toBeGreaterThan((maskingRounds + 1) * Number(limit) * pollSeconds);
    // Wait, AskForReading with its task, CountPoll and IsRead: 2 + 5 + 2 + 2 events.
    expect((maskingRounds + 1) * Number(limit) * 11).toBeLessThan(25_000);
  },
);

test("an error without a cause, as a timeout is, can be described", () => {
  const starter = starterDefinition({ pipelineArn: "arn", failureQueueUrl: "url" }) as {
    States: Record<string, State>;
  };
  for (const { DescribeFault } of [states, starter.States]) {
    expect(DescribeFault!.Parameters).toEqual({
      "error.$": "States.Format('Unexpected.{}', $.failure.Error)",
      "reason.$": "States.JsonToString($.failure)",
    });
  }
});

test("a function that ran out of time or memory is tried once more, under the names that Lambda gives it now", () => {
  const [, again] = states["Mask"]!.Retry!;
  expect(again).toMatchObject({
    ErrorEquals: expect.arrayContaining(["Lambda.Unknown", "Sandbox.Timedout", "Runtime.OutOfMemory"]),
    MaxAttempts: 1,
  });
});

test("no fault of a document is retried", () => {
  const retried = tasks.flatMap(([, { Retry }]) => Retry!.flatMap(({ ErrorEquals }) => ErrorEquals));
  expect(retried.filter((name) => (documentFaults as readonly string[]).includes(name))).toEqual([]);
});

test("Textract is asked for one block at a time and only its status is kept", () => {
  expect(states["AskForReading"]).toMatchObject({
    Parameters: { "JobId.$": "$.textract.jobId", MaxResults: 1 },
    ResultSelector: { "status.$": "$.JobStatus" },
  });
});

test("only pointers, counts and settings are passed on from a function's answer", () => {
  const kept = tasks
    .filter(([, { Resource }]) => Resource === "arn:aws:states:::lambda:invoke")
    .flatMap(([, { ResultSelector }]) => Object.keys(ResultSelector!));
  expect([...new Set(kept)].sort()).toEqual([
    "bucket.$",
    "fresh.$",
    "key.$",
    "pages.$",
    "type.$",
    "versionId.$",
  ]);
});

test("what Textract did not read in full is never published", () => {
  expect(states["IsRead"]!.Default).toBe("ReadingFailed");
  expect(states["IsRead"]!.Choices![0]).toEqual({
    Variable: "$.textract.status",
    StringEquals: "SUCCEEDED",
    Next: "Collect",
  });
});

test("personal data that is left after the last round fails the document", () => {
  expect(states["IsAnythingLeft"]).toEqual({
    Type: "Choice",
    Choices: [
      { Variable: "$.round", NumericEquals: 0, Next: "Mask" },
      { Variable: "$.findings.fresh", NumericEquals: 0, Next: "Write" },
      { Variable: "$.round", NumericLessThan: 3, Next: "Mask" },
    ],
    Default: "PersonalDataRemains",
  });
});

test("Textract encrypts with the customer key where there is one", () => {
  expect(define({ kmsKeyArn: "arn:key" })["StartReading"]!.Parameters).toHaveProperty("KmsKeyId", "arn:key");
  expect(states["StartReading"]!.Parameters).not.toHaveProperty("KmsKeyId");
});

test("every state is reachable and every target exists, in both machines", () => {
  const starter = starterDefinition({ pipelineArn: "arn", failureQueueUrl: "url" }) as {
    StartAt: string;
    States: Record<string, State>;
  };
  for (const [start, all] of [
    ["Prepare", states],
    [starter.StartAt, starter.States],
  ] as const) {
    const targets = Object.values(all).flatMap(({ Next, Default, Choices = [], Catch = [] }) =>
      [Next, Default, ...Choices.map((each) => each.Next), ...Catch.map((each) => each.Next)].flatMap(
        (each) => each ?? [],
      ),
    );
    expect(new Set([start, ...targets])).toEqual(new Set(Object.keys(all)));
  }
});
