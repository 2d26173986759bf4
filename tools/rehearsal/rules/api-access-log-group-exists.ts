import { textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-access-log-group-exists",
  tokens: ["aws:apigatewayv2/stage:Stage", "aws:apigateway/stage:Stage"],
  operations: ["create", "update"],
  code: "NotFoundException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  refuses({ account, region, store, inputs }) {
    const [settings] = objectsIn(inputs, "accessLogSettings");
    const [, name] =
      /^arn:aws:logs:[^:]+:\d+:log-group:([^:]+)/.exec(textOf(settings ?? {}, "destinationArn")) ?? [];
    return name === undefined ||
      store.get("aws:cloudwatch/logGroup:LogGroup", { account, region }, name) !== undefined
      ? undefined
      : `Cannot enable logging. LogDestination: ${name} does not exist`;
  },
};
