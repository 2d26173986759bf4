import { textOf } from "../account-contents.ts";
import { serviceToken } from "../ecs-contents.ts";
import { isObject, objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-deployment-controller",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentController.html",
  refuses({ operation, inputs, olds }) {
    const controller = inputs["deploymentController"];
    const type = isObject(controller) ? textOf(controller, "type") : "ECS";
    const breaker = inputs["deploymentCircuitBreaker"];
    const breaks = isObject(breaker) && breaker["enable"] === true;
    const configuration = inputs["deploymentConfiguration"];
    const strategy = isObject(configuration) ? (configuration["strategy"] ?? "ROLLING") : "ROLLING";
    if (breaks && (type !== "ECS" || strategy !== "ROLLING"))
      return "Deployment circuit breaker is only supported by the rolling update (ECS) deployment type.";
    if (type === "EXTERNAL" && objectsIn(inputs, "loadBalancers").length > 0)
      return "Load balancers cannot be specified on a service with an EXTERNAL deployment controller; specify them on the task set.";
    return type === "CODE_DEPLOY" &&
      operation === "update" &&
      inputs["taskDefinition"] !== olds["taskDefinition"]
      ? "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment."
      : undefined;
  },
};
