import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Machines get a public address only where they ask for it",
  controls: ["EC2.15", "CKV_AWS_130"],
  types: ["aws:ec2/subnet:Subnet"],
  check: (resource) => expectProperty(resource, "mapPublicIpOnLaunch", isNot(true)),
  remedy: "set mapPublicIpOnLaunch to false and let tasks ask with assignPublicIp",
  source: securityHub("EC2.15"),
});
