import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "dashboard-body",
  tokens: ["aws:cloudwatch/dashboard:Dashboard"],
  operations: ["create", "update"],
  code: "InvalidParameterInput",
  source:
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
  refuses({ inputs }) {
    const widgets = widgetsIn(textOf(inputs, "dashboardBody"));
    if (widgets === undefined)
      return "The field dashboardBody must be a valid JSON object with a list of widgets";
    if (widgets.length > 500) return "A dashboard can have at most 500 widgets";
    const faults = widgets.flatMap((widget, index) => {
      const fault = widgetFault(widget);
      return fault === undefined ? [] : [`/widgets/${index} ${fault}`];
    });
    return faults.length === 0
      ? undefined
      : `The dashboard body is invalid, there are ${faults.length} validation errors: ${faults.join("; ")}`;
  },
};

function widgetsIn(text: string): PropertyValue[] | undefined {
  try {
    const body = JSON.parse(text) as PropertyValue;
    const widgets = isObject(body) ? body["widgets"] : undefined;
    return Array.isArray(widgets) ? [...widgets] : undefined;
  } catch {
    return undefined;
  }
}

function widgetFault(widget: PropertyValue): string | undefined {
  if (!isObject(widget) || !isObject(widget["properties"])) return "must have a type and properties";
  const { type, x, y, width, height, properties } = widget;
  if (!["text", "alarm", "metric", "log", "explorer", "custom"].includes(String(type)))
    return `has the unknown type ${String(type)}`;
  const [left, top, wide, high] = [x, y, width, height].map((it) => (typeof it === "number" ? it : 0)) as [
    number,
    number,
    number,
    number,
  ];
  if (left < 0 || top < 0 || wide < 1 || left + wide > 24 || high < 1)
    return "does not fit in the 24 columns of a dashboard";
  if (type === "text" && typeof properties["markdown"] !== "string") return "should have markdown";
  const alarms = properties["alarms"];
  if (type === "alarm" && (!Array.isArray(alarms) || alarms.length < 1 || alarms.length > 100))
    return "should have 1 to 100 alarms";
  if (type !== "metric") return undefined;
  if (typeof properties["region"] !== "string") return "should have a region";
  // An alarm in the annotations brings its own metric.
  const { metrics, annotations } = properties;
  if (metrics === undefined && isObject(annotations) && annotations["alarms"] !== undefined) return undefined;
  return Array.isArray(metrics) && metrics.length > 0 && metrics.every((one) => Array.isArray(one))
    ? undefined
    : "should have metrics, each of them a list";
}
