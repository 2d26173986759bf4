import { expect, test } from "@jest/globals";
import operations from "../../../stacks/70-docpipeline/operations.ts";
import { examples } from "../../support/examples/docpipeline.ts";
import { describeStack } from "../../../tools/operations/load.ts";

test("the pipeline's functions have logs under the names that the layer gives them, and it has a page", () => {
  const values = examples["doc-pipeline-dev"] as unknown as Record<string, unknown>;
  const file = { file: "Pulumi.dev.yaml", document: {}, values, secretPaths: [], upstreams: {} };
  const arn = "arn:aws:states:us-west-1:123456789012:stateMachine:pipeline";
  const outputs = {
    ...{ stateMachineArn: arn, starterArn: `${arn}-starter`, uploadRuleName: "uploads" },
    ...{ functions: { validate: "validate-0a1b2c3" }, failureQueueName: "failures" },
    failureQueueArn: "arn:aws:sqs:us-west-1:123456789012:failures",
  };
  const { offers, region } = describeStack(
    operations,
    { name: "70-docpipeline", stacks: new Map([["dev", file]]) },
    "dev",
    outputs,
  );
  expect(offers.logs).toMatchObject({ validate: "/aws/lambda/docs-dev-docpipeline-validate" });
  expect(offers.addresses?.["pipeline"]).toBe(
    `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines/view/${arn}`,
  );
});
