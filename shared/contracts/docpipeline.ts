import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { data } from "./data.ts";
import { queues } from "./queues.ts";
import { arn } from "./values.ts";

/** What 70-docpipeline promises to the layers above it. */
export const docpipeline = defineContract({
  layer: "70-docpipeline",
  reads: [account, data, queues],
  outputs: {
    stateMachineArn: arn("states").describe("The document pipeline; dimension of its executions' metrics"),
    starterArn: arn("states").describe("The state machine that starts the pipeline once for each upload"),
    uploadRuleName: z.string().describe("The EventBridge rule; dimension of its failed deliveries"),
    functions: z
      .record(z.string(), z.string())
      .describe("The pipeline's functions by step; dimension of their metrics"),
    failureQueueArn: arn("sqs").describe("Where failed documents and undeliverable events are reported"),
    failureQueueName: z.string().describe("Dimension of the failure queue's metrics"),
  },
});
