import { parseObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "queue-redrive-allowed",
  tokens: ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
  refuses({ inputs }) {
    const text = String(inputs["redriveAllowPolicy"]);
    const refusal = (reason: string) =>
      `Value ${text} for parameter RedriveAllowPolicy is invalid. Reason: ${reason}`;
    const policy = parseObject(text);
    if (policy === undefined)
      return refusal("Amazon SQS can't create the redrive allow policy, as it is not JSON.");
    const permission = policy["redrivePermission"];
    if (permission !== "allowAll" && permission !== "denyAll" && permission !== "byQueue")
      return refusal("redrivePermission must be allowAll, denyAll or byQueue.");
    const sources = policy["sourceQueueArns"];
    const count = Array.isArray(sources) ? sources.length : 0;
    if (permission !== "byQueue")
      return sources === undefined ? undefined : refusal("sourceQueueArns is allowed with byQueue only.");
    return count >= 1 && count <= 10 ? undefined : refusal("sourceQueueArns must have 1 to 10 queues.");
  },
};
