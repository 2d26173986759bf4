import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const safeWindow: Expectation = {
  wanted: "7 to 30",
  holds: (days) => days === undefined || (Number(days) >= 7 && Number(days) <= 30),
};

export default resourceRule({
  title: "A key that is deleted by mistake can be kept for a week or more",
  controls: ["KMS.3"],
  types: ["aws:kms/key:Key"],
  check: (resource) => expectProperty(resource, "deletionWindowInDays", safeWindow),
  remedy: "set deletionWindowInDays to 7 at least; 30 is AWS's default",
  source: securityHub("KMS.3"),
});
