import { expectProperty, is, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Messages are encrypted at rest",
  controls: ["SQS.1", "CKV_AWS_27"],
  types: ["aws:sqs/queue:Queue"],
  check: (resource) =>
    valueAt(resource.properties, "kmsMasterKeyId") === undefined
      ? expectProperty(resource, "sqsManagedSseEnabled", is(true))
      : undefined,
  remedy: "set sqsManagedSseEnabled; S3, SNS and EventBridge can send to such a queue",
  source: securityHub("SQS.1"),
});
