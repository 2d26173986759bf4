import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Instances give credentials only for a session token (IMDSv2)",
  controls: ["EC2.170", "CKV_AWS_79"],
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check: (resource) => expectProperty(resource, "metadataOptions.httpTokens", is("required")),
  remedy: 'set metadataOptions.httpTokens to "required"',
  source: securityHub("EC2.170"),
});
