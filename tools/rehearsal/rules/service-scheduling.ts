import { stringsIn, textOf } from "../account-contents.ts";
import { serviceToken, taskDefinitionOf } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-scheduling",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html",
  refuses({ account, region, store, inputs }) {
    if (inputs["schedulingStrategy"] !== "DAEMON") return undefined;
    const definition = taskDefinitionOf(store, { account, region }, textOf(inputs, "taskDefinition"));
    if (stringsIn(definition?.["requiresCompatibilities"]).includes("FARGATE"))
      return "The daemon scheduling strategy is not supported for Fargate tasks.";
    return inputs["desiredCount"] === undefined
      ? undefined
      : "The daemon scheduling strategy does not support a desired count for services. Remove a desired count value and try again.";
  },
};
