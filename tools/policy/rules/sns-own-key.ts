import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const ownKey: Expectation = {
  wanted: "a key of the account",
  holds: (key) => typeof key === "string" && key !== "" && !key.endsWith("alias/aws/sns"),
};

export default resourceRule({
  title: "Notices are encrypted with a key that their senders may use",
  controls: ["SNS.1", "CKV_AWS_26"],
  types: ["aws:sns/topic:Topic"],
  check: (resource) => expectProperty(resource, "kmsMasterKeyId", ownKey),
  remedy: "name a key of the account: with alias/aws/sns AWS drops notices of alarms without a word",
  source: securityHub("SNS.1"),
});
