import { textOf } from "../account-contents.ts";
import { isObject, objectsIn } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such an alarm too, and it never leaves INSUFFICIENT_DATA. */
export const rule: Rule = {
  id: "alarm-dimensions",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html",
  refuses({ inputs }) {
    const metrics = [inputs, ...objectsIn(inputs, "metricQueries").flatMap((it) => objectsIn(it, "metric"))];
    return metrics.map(faultOf).find((it) => it !== undefined);
  },
};

function faultOf(metric: Properties): string | undefined {
  const [name, namespace] = [textOf(metric, "metricName"), textOf(metric, "namespace")];
  const dimensions = isObject(metric["dimensions"]) ? metric["dimensions"] : {};
  if (namespace === "AWS/ApiGateway" && ["4xx", "5xx"].includes(name) && !("ApiId" in dimensions))
    return `${namespace} has ${name} for HTTP APIs only, by the dimension ApiId`;
  if (namespace === "AWS/ApiGateway" && ["4XXError", "5XXError"].includes(name) && !("ApiName" in dimensions))
    return `${namespace} has ${name} for REST APIs only, by the dimension ApiName`;
  if (namespace === "AWS/CloudFront" && "DistributionId" in dimensions && dimensions["Region"] !== "Global")
    return `${namespace} has ${name} with the dimension Region=Global only`;
  // Load balancers and target groups are called by the end of their ARN.
  const balancer = textOf(dimensions, "LoadBalancer");
  if (namespace === "AWS/ApplicationELB" && balancer !== "" && !/^app\/[^/]+\/[0-9a-f]+$/.test(balancer))
    return `${namespace} knows no load balancer ${balancer}, expected app/<name>/<id>`;
  return undefined;
}
