import { parseObject } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const queueToken = "aws:sqs/queue:Queue";
/** What SQS keeps a message for where nothing is said: four days. */
const usual = 345_600;

/** AWS takes such a pair too. A message keeps its age when it is moved, so it is gone before anybody looks at it. */
export const rule: Rule = {
  id: "queue-outlived-by-dead-letters",
  tokens: [queueToken],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html#understanding-message-retention-periods",
  refuses({ account, region, store, inputs }) {
    // A FIFO queue gives a moved message a new age.
    if (inputs["fifoQueue"] === true) return undefined;
    const arn = deadLetterArn(inputs["redrivePolicy"]);
    const target = store
      .list(queueToken, { account, region })
      .find(({ properties }) => arn !== undefined && properties["arn"] === arn);
    if (target === undefined) return undefined;
    const [own, its] = [inputs, target.properties].map(keptFor);
    return its! < own!
      ? `the dead-letter queue ${String(arn)} keeps messages for ${its} seconds, fewer than the ${own} of its source, and counts from when they were sent`
      : undefined;
  },
};

function keptFor(queue: Properties): number {
  return Number(queue["messageRetentionSeconds"] ?? usual);
}

function deadLetterArn(text: unknown): unknown {
  return parseObject(String(text ?? "{}"))?.["deadLetterTargetArn"];
}
