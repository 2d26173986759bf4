import { serviceToken } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-capacity-change-forced",
  tokens: [serviceToken],
  operations: ["update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html",
  refuses({ inputs, olds }) {
    const before = JSON.stringify(olds["capacityProviderStrategies"] ?? []);
    const after = JSON.stringify(inputs["capacityProviderStrategies"] ?? []);
    return before !== after && inputs["forceNewDeployment"] !== true
      ? "When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment."
      : undefined;
  },
};
