import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

const attributes = [
  "contentBasedDeduplication",
  "delaySeconds",
  "fifoQueue",
  "kmsMasterKeyId",
  "maxMessageSize",
  "messageRetentionSeconds",
  "receiveWaitTimeSeconds",
  "redrivePolicy",
  "visibilityTimeoutSeconds",
] as const;

export const rule: Rule = {
  id: "queue-name-taken",
  tokens: ["aws:sqs/queue:Queue"],
  operations: ["create"],
  code: "QueueAlreadyExists",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  refuses({ account, region, store, token, inputs }) {
    const name = textOf(inputs, "name");
    const taken = store
      .list(token, { account, region })
      .find(({ properties }) => properties["name"] === name);
    const differing = attributes.find(
      (one) => taken !== undefined && (taken.properties[one] ?? "") !== (inputs[one] ?? ""),
    );
    return differing === undefined
      ? undefined
      : `A queue already exists with the same name and a different value for attribute ${differing}`;
  },
};
