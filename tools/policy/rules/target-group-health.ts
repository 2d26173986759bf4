import { expectProperty, firstOf, isNot, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Load balancers send nothing to what is broken",
  controls: ["CKV_AWS_261"],
  types: ["aws:lb/targetGroup:TargetGroup"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "healthCheck.enabled", isNot(false)),
      expectProperty(resource, "healthCheck.path", isSet("a path")),
    ),
  remedy: "give the target group a health check",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
});
