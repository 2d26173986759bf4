import { findSizeFault } from "../../../shared/components/fargate-sizes.ts";
import { stringsIn } from "../account-contents.ts";
import { unitsOf } from "../compute-units.ts";
import { taskDefinitionToken } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "task-fargate-size",
  tokens: [taskDefinitionToken],
  operations: ["create"],
  code: "ClientException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
  refuses({ inputs }) {
    if (!stringsIn(inputs["requiresCompatibilities"]).includes("FARGATE")) return undefined;
    const { cpu, memory } = inputs;
    if (cpu === undefined) return "Fargate requires that 'cpu' be defined at the task level.";
    if (memory === undefined) return "Fargate requires that 'memory' be defined at the task level.";
    return findSizeFault(unitsOf(cpu), unitsOf(memory)) === undefined
      ? undefined
      : `No Fargate configuration exists for given values: ${String(cpu)} CPU, ${String(memory)} memory. See the Amazon ECS documentation for the valid values.`;
  },
};
