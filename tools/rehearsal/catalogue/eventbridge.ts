import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:cloudwatch/eventRule:EventRule",
    noun: "EventBridge Rule",
    operations: { create: "PutRule", update: "PutRule", delete: "DeleteRule" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("events", `rule/${make.id}`) }),
    defaults: { eventBusName: "default", forceDestroy: false, state: "ENABLED" },
    createOnly: ["name", "namePrefix", "eventBusName"],
    autoName: { property: "name", maxLength: 64 },
  },
  {
    token: "aws:cloudwatch/eventTarget:EventTarget",
    noun: "EventBridge Target",
    operations: { create: "PutTargets", update: "PutTargets", delete: "RemoveTargets" },
    id: (make) => `${stringOf(make.inputs["rule"])}-${make.hex(16, "target")}`,
    outputs: (make) => ({ targetId: make.hex(16, "target") }),
    defaults: { eventBusName: "default", forceDestroy: false },
    createOnly: ["rule", "eventBusName", "targetId"],
  },
];
