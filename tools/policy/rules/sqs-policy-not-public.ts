import { allowsOf, isForAnybody } from "../policy-document.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No queue's policy lets everybody in",
  controls: ["SQS.3", "CKV_AWS_168", "CKV_AWS_387"],
  types: ["aws:sqs/queuePolicy:QueuePolicy"],
  check: ({ properties }) =>
    allowsOf(properties["policy"]).some(isForAnybody)
      ? 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"'
      : undefined,
  remedy: "name the principal, or add aws:SourceArn",
  source: securityHub("SQS.3"),
});
