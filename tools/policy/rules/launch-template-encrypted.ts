import { expectProperty, firstOf, is, listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Volumes of instances are encrypted",
  controls: ["EC2.3", "CKV_AWS_189"],
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check: (resource) =>
    firstOf(
      ...listAt(resource.properties, "blockDeviceMappings").map((mapping) =>
        expectProperty({ properties: mapping }, "ebs.encrypted", is(true)),
      ),
    ),
  remedy: "set ebs.encrypted in every block device mapping",
  source: securityHub("EC2.3"),
});
