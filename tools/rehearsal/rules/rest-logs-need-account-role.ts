import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "rest-logs-need-account-role",
  tokens: ["aws:apigateway/stage:Stage", "aws:apigateway/methodSettings:MethodSettings"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  refuses({ account, region, store, inputs }) {
    const settings = inputs["settings"];
    const level = isObject(settings) ? textOf(settings, "loggingLevel") : "";
    const access = inputs["accessLogSettings"];
    // Firehose is written to by a role of AWS's own.
    const isGroup = isObject(access) && !textOf(access, "destinationArn").startsWith("arn:aws:firehose:");
    const logs = isGroup || (level !== "" && level !== "OFF");
    const role = store
      .list("aws:apigateway/account:Account", { account, region })
      .some(({ properties }) => textOf(properties, "cloudwatchRoleArn") !== "");
    return logs && !role
      ? "CloudWatch Logs role ARN must be set in account settings to enable logging"
      : undefined;
  },
};
