import { expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A web ACL stands before the web app",
  controls: ["CloudFront.6", "CKV_AWS_68"],
  of: "production",
  types: ["aws:cloudfront/distribution:Distribution"],
  check: (resource) => expectProperty(resource, "webAclId", isSet("a web ACL")),
  remedy: "set cdn.waf",
  source: securityHub("CloudFront.6"),
});
