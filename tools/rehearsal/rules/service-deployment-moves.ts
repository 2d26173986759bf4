import { serviceToken } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-deployment-moves",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
  refuses({ inputs }) {
    const least = Number(inputs["deploymentMinimumHealthyPercent"] ?? 100);
    const most = Number(inputs["deploymentMaximumPercent"] ?? 200);
    if (least === 100 && most === 100)
      return "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.";
    return most < 100 || most < least
      ? `maximumPercent must be at least 100 and not less than minimumHealthyPercent, got ${most} and ${least}.`
      : undefined;
  },
};
