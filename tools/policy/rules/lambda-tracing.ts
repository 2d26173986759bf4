import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Functions can be traced",
  controls: ["Lambda.7", "CKV_AWS_50"],
  of: "production",
  types: ["aws:lambda/function:Function"],
  check: (resource) => expectProperty(resource, "tracingConfig.mode", is("Active")),
  remedy: 'set tracingConfig.mode to "Active"',
  source: securityHub("Lambda.7"),
});
