import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudwatch/logGroup:LogGroup",
    noun: "CloudWatch Logs Log Group",
    service: "CloudWatch Logs",
    operations: { create: "CreateLogGroup", update: "PutRetentionPolicy", delete: "DeleteLogGroup" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("logs", `log-group:${make.id}`), logGroupClass: "STANDARD" }),
    defaults: { retentionInDays: 0, skipDestroy: false },
    createOnly: ["name", "namePrefix", "logGroupClass"],
  },
];
