import { allowsOf } from "../policy-document.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A queue's policy allows what its senders do, and no more",
  controls: ["CKV_AWS_72"],
  types: ["aws:sqs/queuePolicy:QueuePolicy"],
  check({ properties }) {
    const all = allowsOf(properties["policy"]).flatMap(({ actions }) =>
      actions.filter((action) => /^(\*|sqs:\*)$/i.test(action)),
    );
    return all.length === 0
      ? undefined
      : `the policy allows every action, expected those that senders need, got "${all[0]}"`;
  },
  remedy: 'allow "sqs:SendMessage"',
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
});
