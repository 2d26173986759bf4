import { isOpenToWorld } from "../security-rule.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Nothing may talk to everybody on every port",
  controls: ["CKV_AWS_382"],
  types: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  check: ({ properties }) =>
    isOpenToWorld(properties) && String(properties["ipProtocol"]) === "-1"
      ? "every port of the internet can be reached, expected the ports that are needed, got all"
      : undefined,
  remedy: "list the ports in network.egressPorts",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
});
