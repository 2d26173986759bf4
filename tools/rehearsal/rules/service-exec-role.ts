import { textOf } from "../account-contents.ts";
import { serviceToken, taskDefinitionOf } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-exec-role",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://github.com/aws/aws-cli/issues/6242",
  refuses({ account, region, store, operation, inputs }) {
    if (inputs["enableExecuteCommand"] !== true) return undefined;
    const definition = taskDefinitionOf(store, { account, region }, textOf(inputs, "taskDefinition"));
    return definition === undefined || textOf(definition, "taskRoleArn") !== ""
      ? undefined
      : `The service couldn't be ${operation}d because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`;
  },
};
