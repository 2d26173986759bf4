import { firstOf, isNot, expectProperty, listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Instances have no public address",
  controls: ["EC2.25", "CKV_AWS_88"],
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check: (resource) =>
    firstOf(
      ...listAt(resource.properties, "networkInterfaces").map((card) =>
        expectProperty({ properties: card }, "associatePublicIpAddress", isNot(true)),
      ),
    ),
  remedy: "leave associatePublicIpAddress off",
  source: securityHub("EC2.25"),
});
