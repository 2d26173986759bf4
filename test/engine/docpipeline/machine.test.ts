import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { createPatternDetector } from "../../../tools/docpipeline/comprehend.ts";
import {
  buckets,
  startLocalPipeline,
  type Execution,
  type LocalPipeline,
} from "../../../tools/docpipeline/local-pipeline.ts";
import {
  badDocuments,
  goodDocuments,
  randomDocument,
  type Sample,
} from "../../support/docpipeline/corpus.ts";
import { faultsInFile, faultsInSight, secretsOf } from "../../support/docpipeline/oracles.ts";
import { names } from "../../support/docpipeline/personal-data.ts";
import { createTruthReader, type TruthByExecution } from "../../support/docpipeline/reader.ts";

// The layer's own state machines and bundled functions, run by moto; only Textract's eyes and Comprehend's model are ours.

jest.setTimeout(900_000);

/** Five hundred more are in `npm run docpipeline:leaks`. */
const randomDocuments = 40;
const truths: TruthByExecution = new Map();
let pipeline: LocalPipeline;

beforeAll(async () => {
  pipeline = await startLocalPipeline({
    read: createTruthReader(truths),
    detect: createPatternDetector(names),
  });
});
afterAll(async () => {
  await pipeline?.stop();
});

async function run(sample: Sample, deliveries = 1): Promise<Execution> {
  const { execution } = await pipeline.upload(sample.name, sample.bytes);
  truths.set(execution, sample.truth);
  await pipeline.deliverEvents(deliveries);
  return pipeline.finished(execution);
}

test("every good document ends as a masked copy in which no oracle finds personal data", async () => {
  const samples = await goodDocuments();
  for (const sample of samples) {
    const execution = await run(sample);
    expect({ document: sample.name, status: execution.status, cause: execution.cause }).toEqual({
      document: sample.name,
      status: "SUCCEEDED",
      cause: undefined,
    });
    const masked = await pipeline.processed(sample.name);
    expect(masked).toBeDefined();
    const faults = [...(await faultsInSight(sample, masked!)), ...(await faultsInFile(sample, masked!))];
    expect({ [sample.name]: faults }).toEqual({ [sample.name]: [] });
  }
  const messages = await pipeline.drain("notify");
  expect(messages.filter(({ type }) => type === "document.masked")).toHaveLength(samples.length);
  expect(messages.filter(({ type }) => type === "document.notify")).toHaveLength(samples.length);
  expect(await pipeline.drain("failures")).toEqual([]);
});

test("a bad document ends in a failure of its name, with the original kept, nothing published and a report", async () => {
  for (const sample of await badDocuments()) {
    const execution = await run(sample);
    expect({ document: sample.name, status: execution.status, error: execution.error }).toEqual({
      document: sample.name,
      status: "FAILED",
      error: sample.failure,
    });
    expect(await pipeline.processed(sample.name)).toBeUndefined();
    const original = await pipeline.aws.s3("GET", `/${buckets.original}/${encodeURI(sample.name)}`);
    expect(new Uint8Array(await original.arrayBuffer())).toEqual(new Uint8Array(sample.bytes));
    expect(await pipeline.drain("failures")).toEqual([
      {
        type: "document.failed",
        original: { bucket: buckets.original, key: sample.name, versionId: expect.any(String) },
        error: sample.failure,
        reason: execution.cause,
        execution: execution.arn,
      },
    ]);
    expect(await pipeline.drain("notify")).toMatchObject([
      { type: "document.failed", error: sample.failure },
    ]);
  }
});

test(`of ${randomDocuments} random documents none leaks`, async () => {
  const leaks: Record<string, string[]> = {};
  for (let seed = 1; seed <= randomDocuments; seed++) {
    const sample = await randomDocument(seed);
    const execution = await run(sample);
    const masked = await pipeline.processed(sample.name);
    const faults =
      masked === undefined
        ? [`${execution.status} ${execution.error} ${execution.cause}`]
        : await faultsInSight(sample, masked);
    if (faults.length > 0) leaks[sample.name] = faults;
  }
  expect(leaks).toEqual({});
  await pipeline.drain("notify");
});

test("an event that is delivered three times starts one execution", async () => {
  const before = (await pipeline.executions()).length;
  const sample = { ...(await randomDocument(9_001)), name: "delivered-thrice.pdf" };
  await run(sample, 3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await pipeline.executions()).length - before).toBe(1);
  expect(await pipeline.drain("failures")).toEqual([]);
  await pipeline.drain("notify");
});

test("a new version of a document is masked again under the same key", async () => {
  const sample = { ...(await randomDocument(9_002)), name: "versioned.pdf" };
  const first = await run(sample);
  const second = await run({ ...(await randomDocument(9_003)), name: sample.name });
  expect([first.status, second.status]).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  expect(first.name).not.toBe(second.name);
});

test("no word of a document is in the history of its execution", async () => {
  const sample = { ...(await randomDocument(9_004)), name: "history.pdf" };
  const { arn } = await run(sample);
  const { events } = await pipeline.aws.call("AWSStepFunctions.GetExecutionHistory", {
    executionArn: arn,
    maxResults: 1_000,
  });
  const history = JSON.stringify(events);
  expect(history).toContain("UpdateDatabase");
  expect([...secretsOf(sample), "parcel", "kitchen"].filter((text) => history.includes(text))).toEqual([]);
});
