import { textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-account-role",
  tokens: ["aws:apigateway/account:Account"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  refuses: ({ account, store, inputs }) =>
    roleFault(store, account, textOf(inputs, "cloudwatchRoleArn"), "apigateway") === undefined
      ? undefined
      : "The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.",
};
