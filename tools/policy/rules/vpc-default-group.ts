import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Every VPC takes its default security group over",
  controls: ["EC2.2"],

  types: ["aws:ec2/vpc:Vpc"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "vpcId").length > 0
      ? undefined
      : "the VPC's default security group lets its members talk, expected one without rules, got AWS's own",
  remedy: "add a DefaultSecurityGroup without rules",
  source: securityHub("EC2.2"),
});
