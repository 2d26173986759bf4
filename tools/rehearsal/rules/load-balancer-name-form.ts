import { textOf } from "../account-contents.ts";
import { loadBalancerToken, targetGroupToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "load-balancer-name-form",
  tokens: [loadBalancerToken, targetGroupToken],
  operations: ["create"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  refuses({ token, inputs }) {
    const name = textOf(inputs, "name");
    const noun = token === loadBalancerToken ? "load balancer" : "target group";
    if (name.length > 32) return `The ${noun} name '${name}' cannot be longer than '32' characters`;
    if (!/^[A-Za-z0-9-]+$/.test(name))
      return `The ${noun} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`;
    if (/^-|-$/.test(name)) return `The ${noun} name '${name}' cannot begin or end with a hyphen(-)`;
    return token === loadBalancerToken && name.startsWith("internal-")
      ? `The ${noun} name '${name}' cannot begin with 'internal-'`
      : undefined;
  },
};
