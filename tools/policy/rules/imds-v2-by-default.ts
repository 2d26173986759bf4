import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "New instances give credentials only for a session token (IMDSv2)",
  controls: ["EC2.8", "CKV_AWS_79"],
  types: ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"],
  check: (resource) => expectProperty(resource, "httpTokens", is("required")),
  remedy: 'set httpTokens to "required"',
  source: securityHub("EC2.8"),
});
