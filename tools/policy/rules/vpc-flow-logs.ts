import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "The network keeps who talked to whom",
  controls: ["EC2.6"],
  of: "production",
  types: ["aws:ec2/vpc:Vpc"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:ec2/flowLog:FlowLog", "vpcId").length > 0
      ? undefined
      : "the VPC has no flow log, expected one in its stack, got none",
  remedy: "set network.flowLogs",
  source: securityHub("EC2.6"),
});
