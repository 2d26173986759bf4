import { serviceToken } from "../ecs-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-grace-needs-load-balancer",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  refuses: ({ inputs }) =>
    Number(inputs["healthCheckGracePeriodSeconds"] ?? 0) > 0 &&
    objectsIn(inputs, "loadBalancers").length === 0
      ? "Health check grace period is only valid for services configured to use load balancers"
      : undefined,
};
