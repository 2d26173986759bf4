import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Old images are removed",
  controls: ["ECR.3"],

  types: ["aws:ecr/repository:Repository"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:ecr/lifecyclePolicy:LifecyclePolicy", "repository").length > 0
      ? undefined
      : "the repository keeps every image for ever, expected a lifecycle policy in its stack, got none",
  remedy: "add a LifecyclePolicy",
  source: securityHub("ECR.3"),
});
