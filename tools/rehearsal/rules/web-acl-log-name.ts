import { stringsIn } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "web-acl-log-name",
  tokens: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
  operations: ["create", "update"],
  code: "WAFInvalidParameterException",
  source: "https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html",
  refuses({ inputs }) {
    const wrong = stringsIn(inputs["logDestinationConfigs"]).find(
      (arn) => !/[:/]aws-waf-logs-[^/]*$/.test(arn),
    );
    return wrong === undefined
      ? undefined
      : `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: LOG_DESTINATION, parameter: ${wrong}`;
  },
};
