import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "95-observability 1",
    what: "a topic whose key does not let CloudWatch in drops alarms without a word",
    rules: ["alarm-topic-hears", "event-subscription-form", "missing-topic"],
  },
  {
    id: "95-observability 1",
    what: "a mail address must be confirmed",
    undecided: "a person answers the mail; the gate of 95-observability asks whether they did",
  },
  {
    id: "95-observability 2",
    what: "CloudFront's metrics are in us-east-1 only, and so must be alarm and topic",
    rules: ["alarm-where-its-metric-is", "alarm-action-region"],
  },
  {
    id: "95-observability 3",
    what: "names and dimensions of metrics",
    rules: [
      "alarm-form",
      "alarm-dimensions",
      "dashboard-body",
      "composite-alarm-children",
      "metric-filter-log-group",
    ],
  },
  {
    id: "95-observability 3",
    what: "whether a metric ever has data",
    undecided: "metrics come from running services",
  },
  {
    id: "95-observability 4",
    what: "the X-Ray SDK ends; logs are kept for some numbers of days only",
    rules: ["log-retention", "xray-name-length"],
    elsewhere: { file: "stacks/30-ecs/tracing.ts", how: "runs a collector of OpenTelemetry beside the app" },
  },
];
