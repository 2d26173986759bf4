import { expectProperty, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Logs are encrypted with a key of the account",
  controls: ["CKV_AWS_158"],
  of: "production",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: (resource) => expectProperty(resource, "kmsKeyId", isSet("a key of the account")),
  remedy: "set kmsKeyId to the key of the account's logs",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
});
