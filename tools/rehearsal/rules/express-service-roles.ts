import { textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

const principals = { executionRoleArn: "ecs-tasks", taskRoleArn: "ecs-tasks", infrastructureRoleArn: "ecs" };

export const rule: Rule = {
  id: "express-service-roles",
  tokens: ["aws:ecs/expressGatewayService:ExpressGatewayService"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html",
  refuses({ account, store, inputs }) {
    for (const [key, service] of Object.entries(principals)) {
      const arn = textOf(inputs, key);
      if (roleFault(store, account, arn, service) !== undefined)
        return `Unable to assume the role '${arn}'. Verify that the role exists and that ${service}.amazonaws.com may assume it.`;
    }
    return undefined;
  },
};
