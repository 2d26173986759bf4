import { isObject } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "scaling-policy-form",
  tokens: ["aws:appautoscaling/policy:Policy"],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html",
  refuses({ inputs }) {
    const [tracking, step] = [
      inputs["targetTrackingScalingPolicyConfiguration"],
      inputs["stepScalingPolicyConfiguration"],
    ];
    if (inputs["policyType"] === "TargetTrackingScaling")
      return isObject(tracking) && step === undefined
        ? trackingFault(tracking)
        : "Policy type TargetTrackingScaling needs a target tracking scaling policy configuration, and only that";
    if ((inputs["policyType"] ?? "StepScaling") !== "StepScaling") return undefined;
    return isObject(step) && tracking === undefined
      ? stepFault(step)
      : "Policy type StepScaling needs a step scaling policy configuration, and only that";
  },
};

function trackingFault(configuration: Properties): string | undefined {
  const { customizedMetricSpecification: customized, predefinedMetricSpecification: predefined } =
    configuration;
  if ((customized === undefined) === (predefined === undefined))
    return "Either a predefined or a customized metric specification must be given";
  if (!isObject(customized)) return undefined;
  const metrics = customized["metrics"];
  if (metrics === undefined) return undefined;
  if (["metricName", "namespace", "statistic"].some((key) => customized[key] !== undefined))
    return "Metrics cannot be given together with a metric name, namespace or statistic";
  return Array.isArray(metrics) ? metricsFault(metrics) : undefined;
}

function metricsFault(metrics: readonly PropertyValue[]): string | undefined {
  const queries = metrics.filter(isObject);
  const ids = queries.map((query) => String(query["id"]));
  const bad = ids.find((id) => !/^[a-z][A-Za-z0-9_]*$/.test(id));
  if (bad !== undefined) return `The metric id "${bad}" must start with a lower-case letter`;
  if (new Set(ids).size < ids.length) return "Metric ids must be unique";
  if (queries.filter((query) => query["returnData"] !== false).length !== 1)
    return "Exactly one metric must return data";
  const unknown = queries
    .flatMap((query) => (typeof query["expression"] === "string" ? namesIn(query["expression"]) : []))
    .find((name) => !ids.includes(name));
  return unknown === undefined ? undefined : `The expression refers to "${unknown}", which is no metric id`;
}

/** Ids in an expression: names in lower case; functions are in upper case. */
function namesIn(expression: string): string[] {
  return expression.match(/\b[a-z][A-Za-z0-9_]*\b/g) ?? [];
}

function stepFault(configuration: Properties): string | undefined {
  const steps = configuration["stepAdjustments"];
  if (!Array.isArray(steps) || steps.length === 0)
    return "Step scaling policies need at least one step adjustment";
  const adjustment = configuration["adjustmentType"];
  return adjustment === "ChangeInCapacity" ||
    adjustment === "PercentChangeInCapacity" ||
    adjustment === "ExactCapacity"
    ? undefined
    : `Invalid adjustment type: ${String(adjustment)}`;
}
