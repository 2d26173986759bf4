import { docpipeline } from "../../shared/contracts/docpipeline.ts";
import { defineGate } from "../../shared/gate.ts";
import { docpipelineConfig } from "./config.ts";

export default defineGate({
  contract: docpipeline,
  config: docpipelineConfig,
  checks: [
    {
      id: "machines-are-ready",
      title: "both state machines are ready and write no document text to logs",
      reach: "aws",
      expected: "status ACTIVE, and execution data kept out of logs",
      remedy: "bring 70-docpipeline up again with --refresh; somebody has changed a state machine",
      async look({ outputs: { stateMachineArn, starterArn }, config }, world) {
        const { SFNClient, DescribeStateMachineCommand } = await import("@aws-sdk/client-sfn");
        const client = new SFNClient(world.aws(config.region));
        const found = await Promise.all(
          [stateMachineArn, starterArn].map(async (arn) => {
            const { status, loggingConfiguration } = await client.send(
              new DescribeStateMachineCommand({ stateMachineArn: arn }),
              { abortSignal: world.signal },
            );
            return [
              ...(status === "ACTIVE" ? [] : [`${arn} is ${status}`]),
              ...(loggingConfiguration?.includeExecutionData === true ? [`${arn} logs execution data`] : []),
            ];
          }),
        );
        return found.flat();
      },
    },
    {
      id: "uploads-start-it",
      title: "uploads start the pipeline, and what cannot be delivered is kept",
      reach: "aws",
      expected: "an enabled rule whose target is the starter, with the failure queue behind it",
      remedy: "bring 70-docpipeline up again with --refresh; somebody has changed the rule",
      async look({ outputs: { uploadRuleName, starterArn, failureQueueArn }, config }, world) {
        const { EventBridgeClient, DescribeRuleCommand, ListTargetsByRuleCommand } =
          await import("@aws-sdk/client-eventbridge");
        const client = new EventBridgeClient(world.aws(config.region));
        const options = { abortSignal: world.signal };
        const [{ State }, { Targets = [] }] = await Promise.all([
          client.send(new DescribeRuleCommand({ Name: uploadRuleName }), options),
          client.send(new ListTargetsByRuleCommand({ Rule: uploadRuleName }), options),
        ]);
        const target = Targets.find(({ Arn }) => Arn === starterArn);
        return [
          ...(State === "ENABLED" ? [] : [`the rule is ${State}`]),
          ...(target === undefined ? ["no target that is the starter"] : []),
          ...(target === undefined || target.DeadLetterConfig?.Arn === failureQueueArn
            ? []
            : ["no failure queue behind the target"]),
        ];
      },
    },
    {
      id: "no-document-failed",
      title: "no document has failed",
      reach: "aws",
      warnsOnly: () => true,
      expected: "an empty failure queue",
      remedy: "read its messages, mend the cause, then redrive the executions that they name",
      timeoutSeconds: 0,
      async look({ outputs: { failureQueueName }, config }, world) {
        const { SQSClient, GetQueueAttributesCommand, GetQueueUrlCommand } =
          await import("@aws-sdk/client-sqs");
        const client = new SQSClient(world.aws(config.region));
        const options = { abortSignal: world.signal };
        const { QueueUrl } = await client.send(
          new GetQueueUrlCommand({ QueueName: failureQueueName }),
          options,
        );
        const { Attributes = {} } = await client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
          options,
        );
        const { ApproximateNumberOfMessages: count = "0" } = Attributes;
        return count === "0" ? [] : [`${count} messages`];
      },
    },
  ],
  confirmations: [
    {
      id: "text-leaves-the-region",
      what: "whoever answers for the documents has agreed that their text goes to another region",
      how: "docpipeline.comprehendRegion says which; the alternative is a region that has Comprehend",
      applies: ({ region, docpipeline: { comprehendRegion } }) =>
        comprehendRegion !== undefined && comprehendRegion !== region,
    },
    {
      id: "masked-sample",
      what: "somebody has uploaded a sample with made-up personal data and found none of it in docsProcessed",
      how: "upload to docsOriginal, then select, copy and search text in the result",
    },
  ],
});
