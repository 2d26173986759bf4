import {
  forwardersTo,
  listenerRuleToken,
  listenerToken,
  loadBalancerOf,
  targetGroupsOf,
} from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "target-group-one-load-balancer",
  tokens: [listenerToken, listenerRuleToken],
  operations: ["create", "update"],
  code: "TargetGroupAssociationLimit",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  refuses({ account, region, store, token, id, inputs }) {
    const place = { account, region };
    const own = loadBalancerOf(store, place, {
      ...place,
      token,
      id,
      urn: "",
      properties: inputs,
      secretPaths: [],
    });
    const shared = targetGroupsOf(inputs).find((arn) =>
      forwardersTo(store, place, arn).some((other) => loadBalancerOf(store, place, other) !== own),
    );
    return shared === undefined
      ? undefined
      : `The following target groups cannot be associated with more than one load balancer: ${shared}`;
  },
};
