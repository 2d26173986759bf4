import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "scaling-policy-target",
  tokens: ["aws:appautoscaling/policy:Policy", "aws:appautoscaling/scheduledAction:ScheduledAction"],
  operations: ["create"],
  code: "ObjectNotFoundException",
  source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html",
  refuses({ account, region, store, inputs }) {
    const keys = ["serviceNamespace", "scalableDimension", "resourceId"] as const;
    const isRegistered = store
      .list("aws:appautoscaling/target:Target", { account, region })
      .some(({ properties }) => keys.every((key) => properties[key] === inputs[key]));
    return isRegistered
      ? undefined
      : `No scalable target registered for service namespace: ${textOf(inputs, "serviceNamespace")}, ` +
          `resource ID: ${textOf(inputs, "resourceId")}, scalable dimension: ${textOf(inputs, "scalableDimension")}`;
  },
};
