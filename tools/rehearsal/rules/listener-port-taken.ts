import { listenerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "listener-port-taken",
  tokens: [listenerToken],
  operations: ["create", "update"],
  code: "DuplicateListener",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
  refuses({ account, region, store, token, id, inputs }) {
    const twin = store
      .list(token, { account, region })
      .some(
        (other) =>
          other.id !== id &&
          other.properties["loadBalancerArn"] === inputs["loadBalancerArn"] &&
          Number(other.properties["port"]) === Number(inputs["port"]),
      );
    return twin ? "A listener already exists on this port for this load balancer" : undefined;
  },
};
