import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "queue-one-encryption",
  tokens: ["aws:sqs/queue:Queue"],
  operations: ["create", "update"],
  code: "InvalidAttributeValue",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html",
  refuses: ({ inputs }) =>
    inputs["sqsManagedSseEnabled"] === true && textOf(inputs, "kmsMasterKeyId") !== ""
      ? "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
      : undefined,
};
