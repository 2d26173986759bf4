import { isSet, valueAt, unknownValue } from "../properties.ts";
import { securityHub, stackRule } from "../rule.ts";

const composite = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const someone = isSet("a topic");

export default stackRule({
  title: "Somebody hears of every alarm",
  controls: ["CloudWatch.15"],
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", composite],
  check(alarm, stack) {
    const actions = valueAt(alarm.properties, "alarmActions");
    if (actions === unknownValue || someone.holds(actions)) return undefined;
    const name = String(alarm.properties["name"] ?? alarm.name);
    const isPart = stack.all(composite).some((other) => {
      const rule = valueAt(other.properties, "alarmRule");
      return rule === unknownValue || String(rule).includes(name);
    });
    return isPart ? undefined : "nobody hears of the alarm, expected a topic in alarmActions, got nothing";
  },
  remedy: "name the environment's topic, or make the alarm part of a composite one",
  source: securityHub("CloudWatch.15"),
});
