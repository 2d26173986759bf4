import { expectProperty, isOneOf } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "An image's tag never comes to mean another image",
  controls: ["ECR.2", "CKV_AWS_51"],
  types: ["aws:ecr/repository:Repository"],
  check: (resource) =>
    expectProperty(resource, "imageTagMutability", isOneOf("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION")),
  remedy: 'set imageTagMutability to "IMMUTABLE" and deploy by digest',
  source: securityHub("ECR.2"),
});
