import { textOf } from "../account-contents.ts";
import { listenerToken, loadBalancerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "listener-load-balancer",
  tokens: [listenerToken],
  operations: ["create"],
  code: "LoadBalancerNotFound",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "loadBalancerArn");
    return store.get(loadBalancerToken, { account, region }, arn) === undefined
      ? `One or more load balancers not found: '${arn}'`
      : undefined;
  },
};
