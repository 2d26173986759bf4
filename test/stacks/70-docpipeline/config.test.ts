import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { docpipelineConfig } from "../../../stacks/70-docpipeline/config.ts";
import { examples } from "../../support/examples/docpipeline.ts";

const faults = (change: object, docpipeline: object = {}): string[] => {
  const base = examples["doc-pipeline-dev"];
  const result = checkConfig(docpipelineConfig, {
    ...base,
    ...change,
    docpipeline: { ...base.docpipeline, ...docpipeline },
  });
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

test.each(Object.keys(examples) as (keyof typeof examples)[])("%s's configuration is accepted", (name) => {
  expect(checkConfig(docpipelineConfig, examples[name])).toHaveProperty("config");
});

test("where the region has no Comprehend, sending text elsewhere takes an explicit opt-in", () => {
  expect(faults({}, { comprehendRegion: undefined })).toEqual([
    'docpipeline.comprehendRegion is missing, expected a region to send documents\' text to, since "us-west-1" has no Amazon Comprehend; set it to one of ap-northeast-1, ap-northeast-2, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-west-1, eu-west-2, us-east-1, us-east-2, us-west-2 only if personal data may leave "us-west-1"',
  ]);
  expect(faults({ region: "us-west-2" }, { comprehendRegion: undefined })).toEqual([]);
});

test("Comprehend must be in the region that is named for it", () => {
  expect(faults({}, { comprehendRegion: "us-west-1" })).toEqual([
    'docpipeline.comprehendRegion is a region without Amazon Comprehend, expected one of ap-northeast-1, ap-northeast-2, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-west-1, eu-west-2, us-east-1, us-east-2, us-west-2, got "us-west-1"',
  ]);
});

test("a region without Textract is refused, since Textract reads only buckets of its own region", () => {
  expect(faults({ region: "eu-north-1" }).join()).toContain(
    "is a region without Amazon Textract, expected one of",
  );
});

test("all faults are told at once, a misspelt key with what was meant", () => {
  expect(faults({}, { notifyQueue: "app.fifo", maxPage: 3, renderLambda: { memoryMb: 512 } })).toEqual([
    'docpipeline.notifyQueue is wrong, expected the name of a standard queue of 60-queues such as "app"; its order does not matter here, got "app.fifo"',
    "docpipeline.renderLambda.memoryMb is wrong, expected at least 1024 MB, which a page of 25 megapixels needs; raise it, got 512",
    'docpipeline.maxPage is not a configuration key; did you mean "maxPages"?',
  ]);
});
