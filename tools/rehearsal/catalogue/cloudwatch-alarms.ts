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
];
