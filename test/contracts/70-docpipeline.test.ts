import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { docpipeline } from "../../shared/contracts/docpipeline.ts";

const valid: OutputValues<typeof docpipeline> = {
  stateMachineArn: "arn:aws:states:us-west-1:111111111111:stateMachine:pipeline-1a2b3c4",
  starterArn: "arn:aws:states:us-west-1:111111111111:stateMachine:starter-1a2b3c4",
  uploadRuleName: "uploads-1a2b3c4",
  functions: { validate: "validate-1a2b3c4" },
  failureQueueArn: "arn:aws:sqs:us-west-1:111111111111:docs-dev-docpipeline-failures",
  failureQueueName: "docs-dev-docpipeline-failures",
};

test("what the layer publishes passes", () => {
  const faults = Object.entries(valid).flatMap(([output, value]) => checkValue(docpipeline, output, value));
  expect(faults).toEqual([]);
});

test.each([
  ["stateMachineArn", "pipeline", 'expected an ARN of states, got "pipeline"'],
  ["starterArn", undefined, "expected string, got nothing"],
  ["uploadRuleName", 1, "expected string, got 1"],
  ["functions", "validate", 'expected record, got "validate"'],
  ["failureQueueArn", "https://sqs/x", 'expected an ARN of sqs, got "https://sqs/x"'],
  ["failureQueueName", null, "expected string, got null"],
])("a broken %s is named with what was expected", (output, value, message) => {
  expect(checkValue(docpipeline, output, value)).toEqual([{ path: output, message }]);
});
