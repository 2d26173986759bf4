import { parseObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const queueToken = "aws:sqs/queue:Queue";

export const rule: Rule = {
  id: "queue-dead-letter-target",
  tokens: [queueToken, "aws:sqs/redrivePolicy:RedrivePolicy"],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  refuses({ account, region, store, token, inputs }) {
    const text = inputs["redrivePolicy"];
    if (typeof text !== "string" || text === "") return undefined;
    const refusal = (reason: string) =>
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`;
    const policy = parseObject(text);
    if (policy === undefined) return refusal("Redrive policy is not a valid JSON map.");
    const { deadLetterTargetArn: arn, maxReceiveCount } = policy;
    if (typeof arn !== "string")
      return refusal("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
    const count = Number(maxReceiveCount);
    if (!Number.isInteger(count) || count < 1 || count > 1000)
      return refusal("Invalid value for maxReceiveCount, valid values are from 1 to 1000 both inclusive.");
    if (!arn.startsWith(`arn:aws:sqs:${region}:${account}:`))
      return refusal("Dead letter target must be in the same account and region as the source.");
    const queues = store.list(queueToken, { account, region });
    const target = queues.find(({ properties }) => properties["arn"] === arn);
    if (target === undefined) return refusal("Dead letter target does not exist.");
    const source =
      token === queueToken ? inputs : queues.find(({ id }) => id === inputs["queueUrl"])?.properties;
    return (source?.["fifoQueue"] === true) === (target.properties["fifoQueue"] === true)
      ? undefined
      : refusal("Dead letter target must be same type of queue as the source.");
  },
};
