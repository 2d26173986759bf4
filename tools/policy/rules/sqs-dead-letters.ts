import { stackRule } from "../rule.ts";
import { isGiven } from "../stack.ts";

const queue = "aws:sqs/queue:Queue";
/** Where a queue is named as the place for what failed. */
const failurePlaces = [
  ["aws:sqs/queue:Queue", "redrivePolicy"],
  ["aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy"],
  ["aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig.arn"],
  ["aws:lambda/function:Function", "deadLetterConfig.targetArn"],
  ["aws:scheduler/schedule:Schedule", "target.deadLetterConfig.arn"],
  ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"],
] as const;

export default stackRule({
  title: "A message that cannot be handled is kept",
  controls: [],
  types: [queue],
  check(resource, stack) {
    const hasDeadLetters =
      isGiven(resource, "redrivePolicy") ||
      stack.pointingAt(resource, "aws:sqs/redrivePolicy:RedrivePolicy", "queueUrl").length > 0;
    const keepsDeadLetters = failurePlaces.some(
      ([type, property]) => stack.pointingAt(resource, type, property).length > 0,
    );
    return hasDeadLetters || keepsDeadLetters
      ? undefined
      : "messages that cannot be handled go round until they are lost, expected a dead-letter queue, got none";
  },
  remedy: "set redrivePolicy",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
});
