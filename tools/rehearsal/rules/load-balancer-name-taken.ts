import { textOf } from "../account-contents.ts";
import { loadBalancerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "load-balancer-name-taken",
  tokens: [loadBalancerToken],
  operations: ["create"],
  code: "DuplicateLoadBalancerName",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  refuses({ account, region, store, token, inputs }) {
    const name = textOf(inputs, "name");
    return store.list(token, { account, region }).some(({ properties }) => properties["name"] === name)
      ? `A load balancer with the same name '${name}' exists, but with different settings`
      : undefined;
  },
};
