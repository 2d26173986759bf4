import { loadBalancerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "load-balancer-deletion-protection",
  tokens: [loadBalancerToken],
  operations: ["delete"],
  code: "OperationNotPermitted",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html",
  refuses: ({ id, olds }) =>
    olds["enableDeletionProtection"] === true
      ? `Load balancer '${id}' cannot be deleted because deletion protection is enabled`
      : undefined,
};
