import { stringsIn, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

const categories: Readonly<Record<string, readonly string[]>> = {
  "db-instance": [
    "availability",
    "backup",
    "configuration change",
    "creation",
    "deletion",
    "failover",
    "failure",
    "low storage",
    "maintenance",
    "notification",
    "read replica",
    "recovery",
    "restoration",
    "security",
    "security patching",
  ],
  "db-cluster": [
    "configuration change",
    "creation",
    "deletion",
    "failover",
    "failure",
    "global-failover",
    "maintenance",
    "migration",
    "notification",
    "serverless",
  ],
};

export const rule: Rule = {
  id: "event-subscription-form",
  tokens: ["aws:rds/eventSubscription:EventSubscription"],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html",
  refuses({ inputs }) {
    const type = textOf(inputs, "sourceType");
    if (stringsIn(inputs["sourceIds"]).length > 0 && type === "")
      return "SourceType must be given together with SourceIds";
    const known = categories[type];
    const unknown = stringsIn(inputs["eventCategories"]).find(
      (one) => known !== undefined && !known.includes(one),
    );
    return unknown === undefined
      ? undefined
      : `Event category ${unknown} is not valid for source type ${type}`;
  },
};
