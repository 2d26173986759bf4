import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    noun: "CloudWatch Metric Alarm",
    operations: { create: "PutMetricAlarm", update: "PutMetricAlarm", delete: "DeleteAlarms" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("cloudwatch", `alarm:${make.id}`) }),
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 255 },
  },
  {
    token: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    noun: "CloudWatch Composite Alarm",
    operations: { create: "PutCompositeAlarm", update: "PutCompositeAlarm", delete: "DeleteAlarms" },
    id: (make) => stringOf(make.inputs["alarmName"]),
    outputs: (make) => ({ arn: make.arn("cloudwatch", `alarm:${make.id}`) }),
    defaults: { actionsEnabled: true },
    createOnly: ["alarmName"],
  },
  {
    token: "aws:cloudwatch/dashboard:Dashboard",
    noun: "CloudWatch Dashboard",
    operations: { create: "PutDashboard", update: "PutDashboard", delete: "DeleteDashboards" },
    id: (make) => stringOf(make.inputs["dashboardName"]),
    // Dashboards belong to no region.
    outputs: (make) => ({
      dashboardArn: make.arn("cloudwatch", `dashboard/${make.id}`, { region: "" }),
    }),
    createOnly: ["dashboardName"],
  },
];
