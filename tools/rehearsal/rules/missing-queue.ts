import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-queue",
  tokens: [
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/redrivePolicy:RedrivePolicy",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "AWS.SimpleQueueService.NonExistentQueue",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
  refuses: ({ account, region, store, inputs }) =>
    store.get("aws:sqs/queue:Queue", { account, region }, textOf(inputs, "queueUrl")) === undefined
      ? "The specified queue does not exist."
      : undefined,
};
