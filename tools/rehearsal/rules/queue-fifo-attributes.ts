import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "queue-fifo-attributes",
  tokens: ["aws:sqs/queue:Queue"],
  operations: ["create", "update"],
  code: "InvalidAttributeName",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  refuses({ inputs }) {
    if (inputs["fifoQueue"] !== true) {
      const fifoOnly = ["deduplicationScope", "fifoThroughputLimit"].find(
        (one) => textOf(inputs, one) !== "",
      );
      if (fifoOnly !== undefined || inputs["contentBasedDeduplication"] === true)
        return `Unknown Attribute ${fifoOnly ?? "ContentBasedDeduplication"}.`;
      return undefined;
    }
    return textOf(inputs, "fifoThroughputLimit") === "perMessageGroupId" &&
      textOf(inputs, "deduplicationScope") !== "messageGroup"
      ? "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup."
      : undefined;
  },
};
