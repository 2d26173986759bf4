import { textOf } from "../account-contents.ts";
import { serviceToken, taskDefinitionOf } from "../ecs-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-task-definition",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "ClientException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "taskDefinition");
    const controller = inputs["deploymentController"];
    if (name === "" && isObject(controller) && controller["type"] === "EXTERNAL") return undefined;
    if (name === "") return "TaskDefinition can not be blank.";
    return taskDefinitionOf(store, { account, region }, name) === undefined
      ? `TaskDefinition not found: ${name}`
      : undefined;
  },
};
