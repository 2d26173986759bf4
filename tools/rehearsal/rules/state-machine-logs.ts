import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "state-machine-logs",
  tokens: ["aws:sfn/stateMachine:StateMachine"],
  operations: ["create", "update"],
  code: "InvalidLoggingConfiguration",
  source: "https://docs.aws.amazon.com/step-functions/latest/apireference/API_LogDestination.html",
  refuses({ account, region, store, inputs }) {
    const logging = inputs["loggingConfiguration"];
    if (!isObject(logging) || (logging["level"] ?? "OFF") === "OFF") return undefined;
    const destination = textOf(logging, "logDestination");
    if (!destination.endsWith(":*"))
      return "Invalid Logging Configuration: The CloudWatch Logs Resource ARN must end with ':*'.";
    const name = destination.slice(0, -2).split(":log-group:")[1] ?? "";
    return store.get("aws:cloudwatch/logGroup:LogGroup", { account, region }, name) === undefined
      ? `Invalid Logging Configuration: Log Destination not found: ${name}`
      : undefined;
  },
};
