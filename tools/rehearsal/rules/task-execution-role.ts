import { stringsIn, textOf } from "../account-contents.ts";
import { containersOf, taskDefinitionToken } from "../ecs-contents.ts";
import { isObject, objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "task-execution-role",
  tokens: [taskDefinitionToken],
  operations: ["create"],
  code: "ClientException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
  refuses({ inputs }) {
    if (textOf(inputs, "executionRoleArn") !== "") return undefined;
    const containers = containersOf(inputs) ?? [];
    if (containers.some((container) => objectsIn(container, "secrets").length > 0))
      return "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.";
    if (!stringsIn(inputs["requiresCompatibilities"]).includes("FARGATE")) return undefined;
    if (containers.some(({ image }) => /\.dkr\.ecr\./.test(String(image))))
      return "Fargate requires task definition to have execution role ARN to support ECR images.";
    const logs = containers.map(({ logConfiguration }) => logConfiguration).filter(isObject);
    return logs.some(({ logDriver }) => logDriver === "awslogs")
      ? "Fargate requires task definition to have execution role ARN to support log driver awslogs."
      : undefined;
  },
};
