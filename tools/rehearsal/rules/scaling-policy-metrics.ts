import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const most = 10;

export const rule: Rule = {
  id: "scaling-policy-metrics",
  tokens: ["aws:appautoscaling/policy:Policy"],
  operations: ["create", "update"],
  code: "ValidationException",
  source:
    "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html",
  refuses({ inputs }) {
    const tracking = inputs["targetTrackingScalingPolicyConfiguration"];
    const customized = isObject(tracking) ? tracking["customizedMetricSpecification"] : undefined;
    const metrics = isObject(customized) ? customized["metrics"] : undefined;
    return Array.isArray(metrics) && metrics.length > most
      ? `A customized metric specification takes at most ${most} metrics, got ${metrics.length}`
      : undefined;
  },
};
