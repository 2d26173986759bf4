import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "queue-visibility-covers-function",
  tokens: ["aws:lambda/eventSourceMapping:EventSourceMapping"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const queue = store
      .list("aws:sqs/queue:Queue", place)
      .find(({ properties }) => properties["arn"] === inputs["eventSourceArn"]);
    const [name = ""] = textOf(inputs, "functionName").split(":function:").at(-1)?.split(":") ?? [];
    const runner = store.get("aws:lambda/function:Function", place, name);
    if (queue === undefined || runner === undefined) return undefined;
    // 30 and 3 seconds are what AWS takes where nothing is said.
    const visibility = Number(queue.properties["visibilityTimeoutSeconds"] ?? 30);
    const timeout = Number(runner.properties["timeout"] ?? 3);
    return visibility < timeout
      ? `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`
      : undefined;
  },
};
