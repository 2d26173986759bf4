import { actionsOf, listenerRuleToken, listenerToken } from "../load-balancing-contents.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** What each kind of action needs, any one of them. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  forward: ["targetGroupArn", "forward"],
  redirect: ["redirect"],
  "fixed-response": ["fixedResponse"],
  "authenticate-cognito": ["authenticateCognito"],
  "authenticate-oidc": ["authenticateOidc"],
  "jwt-validation": ["jwtValidation"],
};
const last: ReadonlySet<string> = new Set(["forward", "redirect", "fixed-response"]);

function faultOf(action: Properties): string | undefined {
  const parts = partsOf[String(action["type"])];
  if (parts === undefined) return `Invalid action type '${String(action["type"])}'`;
  return parts.some((part) => action[part] !== undefined)
    ? undefined
    : `A ${parts.join(" or ")} configuration must be specified for an action of type '${String(action["type"])}'`;
}

export const rule: Rule = {
  id: "listener-action-form",
  tokens: [listenerToken, listenerRuleToken],
  operations: ["create", "update"],
  code: "InvalidLoadBalancerAction",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html",
  refuses({ inputs }) {
    const actions = actionsOf(inputs);
    const fault = actions.map(faultOf).find((it) => it !== undefined);
    if (fault !== undefined) return fault;
    return actions.filter(({ type }) => last.has(String(type))).length === 1
      ? undefined
      : "Actions must include exactly one of the following types of actions: forward, fixed-response, redirect";
  },
};
