import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/eventSubscription:EventSubscription",
    noun: "RDS Event Subscription",
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("rds", `es:${make.id}`), customerAwsId: make.account }),
    defaults: { enabled: true },
    createOnly: ["name", "namePrefix"],
  },
];
