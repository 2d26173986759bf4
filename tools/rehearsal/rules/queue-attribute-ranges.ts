import type { Rule } from "./rule.ts";

const ranges = {
  delaySeconds: [0, 900],
  maxMessageSize: [1_024, 1_048_576],
  messageRetentionSeconds: [60, 1_209_600],
  receiveWaitTimeSeconds: [0, 20],
  visibilityTimeoutSeconds: [0, 43_200],
  kmsDataKeyReusePeriodSeconds: [60, 86_400],
} as const;

export const rule: Rule = {
  id: "queue-attribute-ranges",
  tokens: ["aws:sqs/queue:Queue"],
  operations: ["create", "update"],
  code: "InvalidAttributeValue",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
  refuses({ inputs }) {
    for (const [attribute, [least, most]] of Object.entries(ranges)) {
      const value = inputs[attribute];
      if (typeof value === "number" && (value < least || value > most))
        return `Invalid value for the parameter ${attribute}, expected ${least} to ${most}, got ${value}`;
    }
    return undefined;
  },
};
