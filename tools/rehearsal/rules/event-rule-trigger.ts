import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "event-rule-trigger",
  tokens: ["aws:cloudwatch/eventRule:EventRule"],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  refuses({ inputs }) {
    const schedule = textOf(inputs, "scheduleExpression");
    if (schedule === "" && textOf(inputs, "eventPattern") === "")
      return "Parameter(s) EventPattern or ScheduleExpression must be specified.";
    if (schedule === "") return undefined;
    const [, count, unit] = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(schedule) ?? [];
    const isRate = count !== undefined && count !== "0" && (count === "1") === !unit?.endsWith("s");
    const isCron = /^cron\(\S+( \S+){5}\)$/.test(schedule);
    return isRate || isCron ? undefined : "Parameter ScheduleExpression is not valid.";
  },
};
