import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Alarms are not switched off",
  controls: ["CloudWatch.17", "CKV_AWS_319"],
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  check: (resource) => expectProperty(resource, "actionsEnabled", isNot(false)),
  remedy: "leave actionsEnabled on",
  source: securityHub("CloudWatch.17"),
});
