import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "queue-name-form",
  tokens: ["aws:sqs/queue:Queue"],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "name");
    const isFifo = inputs["fifoQueue"] === true;
    if (isFifo && !name.endsWith(".fifo"))
      return "The name of a FIFO queue can only end with the .fifo suffix.";
    const stem = isFifo ? name.slice(0, -".fifo".length) : name;
    return name.length <= 80 && /^[A-Za-z0-9_-]+$/.test(stem)
      ? undefined
      : `Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length, got "${name}"`;
  },
};
