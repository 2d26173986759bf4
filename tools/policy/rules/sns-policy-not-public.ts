import { allowsOf, isForAnybody } from "../policy-document.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No topic's policy lets everybody in",
  controls: ["SNS.4", "CKV_AWS_169", "CKV_AWS_385"],
  types: ["aws:sns/topicPolicy:TopicPolicy"],
  check: ({ properties }) =>
    allowsOf(properties["policy"]).some(isForAnybody)
      ? 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"'
      : undefined,
  remedy: "name the principal, or add aws:SourceAccount",
  source: securityHub("SNS.4"),
});
