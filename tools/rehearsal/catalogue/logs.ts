import { stringOf, uuidOf } from "./entry.ts";
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
  {
    token: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    noun: "CloudWatch Logs Metric Filter",
    service: "CloudWatch Logs",
    operations: { create: "PutMetricFilter", update: "PutMetricFilter", delete: "DeleteMetricFilter" },
    id: (make) => stringOf(make.inputs["name"]),
    defaults: { applyOnTransformedLogs: false },
    createOnly: ["name", "logGroupName"],
    autoName: { property: "name", maxLength: 512 },
  },
  {
    token: "aws:cloudwatch/queryDefinition:QueryDefinition",
    noun: "CloudWatch Logs Query Definition",
    service: "CloudWatch Logs",
    operations: {
      create: "PutQueryDefinition",
      update: "PutQueryDefinition",
      delete: "DeleteQueryDefinition",
    },
    id: (make) => uuidOf(make),
    outputs: (make) => ({
      queryDefinitionId: make.id,
      arn: make.arn("logs", `query-definition:${make.id}`),
    }),
    autoName: { property: "name", maxLength: 255 },
  },
];
