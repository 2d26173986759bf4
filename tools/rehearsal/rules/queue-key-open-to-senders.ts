import { textOf } from "../account-contents.ts";
import { allowsService } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

const targetToken = "aws:cloudwatch/eventTarget:EventTarget";

/** AWS takes such a target or subscription too, and loses what is sent without a word. */
export const rule: Rule = {
  id: "queue-key-open-to-senders",
  tokens: [targetToken, "aws:sns/topicSubscription:TopicSubscription"],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html#compatibility-with-aws-services",
  refuses({ account, region, store, token, inputs }) {
    const place = { account, region };
    const arn = token === targetToken ? textOf(inputs, "arn") : textOf(inputs, "endpoint");
    const sender = token === targetToken ? "events" : "sns";
    const queue = store
      .list("aws:sqs/queue:Queue", place)
      .find(({ properties }) => properties["arn"] === arn);
    const named = textOf(queue?.properties ?? {}, "kmsMasterKeyId");
    if (named.endsWith("alias/aws/sqs"))
      return `${sender}.amazonaws.com cannot send to ${arn}: the queue is encrypted with alias/aws/sqs, expected SSE-SQS or a customer key`;
    const key = store.get("aws:kms/key:Key", place, named.slice(named.lastIndexOf("/") + 1));
    return key === undefined || allowsService(textOf(key.properties, "policy"), sender)
      ? undefined
      : `${sender}.amazonaws.com cannot send to ${arn}: the policy of ${named} does not allow it to use the key`;
  },
};
