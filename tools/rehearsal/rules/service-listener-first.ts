import { serviceToken } from "../ecs-contents.ts";
import { forwardersTo, targetGroupToken } from "../load-balancing-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-listener-first",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-load-balancer-troubleshooting.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const arns = objectsIn(inputs, "loadBalancers").map((it) => String(it["targetGroupArn"]));
    const missing = arns.find((arn) => store.get(targetGroupToken, place, arn) === undefined);
    if (missing !== undefined)
      return `Unable to assume role and validate the specified targetGroupArn ${missing}.`;
    const idle = arns.find((arn) => forwardersTo(store, place, arn).length === 0);
    return idle === undefined
      ? undefined
      : `The target group with targetGroupArn ${idle} does not have an associated load balancer.`;
  },
};
