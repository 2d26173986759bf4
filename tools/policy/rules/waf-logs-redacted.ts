import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule } from "../rule.ts";

const tokens: Expectation = {
  wanted: "the headers authorization and cookie",
  holds: (fields) =>
    ["authorization", "cookie"].every((header) => JSON.stringify(fields ?? []).includes(`"${header}"`)),
};

export default resourceRule({
  title: "Logs of a web ACL hold no tokens",
  controls: [],
  types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
  check: (resource) => expectProperty(resource, "redactedFields", tokens),
  remedy: "redact the headers authorization and cookie",
  source: "https://docs.aws.amazon.com/waf/latest/developerguide/logging-management.html",
});
