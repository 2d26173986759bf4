import { expectProperty, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Every rule of a security group says what it is for",
  controls: ["CKV_AWS_23"],
  types: [
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ],
  check: (resource) => expectProperty(resource, "description", isSet("a few words")),
  remedy: "describe it; the description of a group can never be changed",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
});
