import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such an alarm too, and it never leaves INSUFFICIENT_DATA. */
export const rule: Rule = {
  id: "alarm-where-its-metric-is",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/monitoring-using-cloudwatch.html",
  refuses({ region, inputs }) {
    if (region === "us-east-1") return undefined;
    const queries = inputs["metricQueries"];
    const metrics = Array.isArray(queries)
      ? queries.filter(isObject).flatMap(({ metric }) => (isObject(metric) ? [metric] : []))
      : [inputs];
    return metrics.some(isGlobal)
      ? `metrics of CloudFront and of its web ACLs are in us-east-1 only, got an alarm in ${region}`
      : undefined;
  },
};

function isGlobal(metric: Properties): boolean {
  const namespace = textOf(metric, "namespace");
  const dimensions = isObject(metric["dimensions"]) ? metric["dimensions"] : {};
  return namespace === "AWS/CloudFront" || (namespace === "AWS/WAFV2" && dimensions["Region"] === undefined);
}
