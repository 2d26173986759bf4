import { stringsIn, textOf } from "../account-contents.ts";
import { isObject, parseObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "anomaly-monitor-form",
  tokens: ["aws:costexplorer/anomalyMonitor:AnomalyMonitor"],
  operations: ["create"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalyMonitor.html",
  refuses({ inputs }) {
    const [dimension, text] = [textOf(inputs, "monitorDimension"), textOf(inputs, "monitorSpecification")];
    if (inputs["monitorType"] === "DIMENSIONAL")
      return dimension === "" ? "If Monitor Type is DIMENSIONAL, dimension attribute is required" : undefined;
    if (dimension !== "") return "MonitorDimension cannot be set for a CUSTOM monitor";
    if (text === "") return "If Monitor Type is CUSTOM, specification attribute is required";
    return specificationFault(text);
  },
};

const roots = ["And", "Or", "Not", "Dimensions", "Tags", "CostCategories"];

function specificationFault(text: string): string | undefined {
  const specification = parseObject(text);
  if (specification === undefined) return `monitor_specification contains an invalid JSON: ${text}`;
  const used = roots.filter((root) => (specification[root] ?? null) !== null);
  if (used.length !== 1)
    return `MonitorSpecification must have exactly one of ${roots.join(", ")}, got ${used.join(", ") || "none"}`;
  const values = used.flatMap((root) => {
    const filter = specification[root];
    return isObject(filter) ? stringsIn(filter["Values"]) : [];
  });
  return values.length > 10
    ? `MonitorSpecification can have at most 10 Values, got ${values.length}`
    : undefined;
}
