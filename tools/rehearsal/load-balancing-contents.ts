import { isObject } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";
import type { Place, Store, StoredResource } from "./store.ts";

export const loadBalancerToken = "aws:lb/loadBalancer:LoadBalancer";
export const targetGroupToken = "aws:lb/targetGroup:TargetGroup";
export const listenerToken = "aws:lb/listener:Listener";
export const listenerRuleToken = "aws:lb/listenerRule:ListenerRule";

/** The actions of a listener or of a rule. */
export function actionsOf(properties: Properties): Properties[] {
  return [properties["defaultActions"] ?? [], properties["actions"] ?? []].flat().filter(isObject);
}

/** ARNs of all target groups that a listener or a rule forwards to. */
export function targetGroupsOf(properties: Properties): string[] {
  return actionsOf(properties).flatMap((action) => {
    const forward = action["forward"];
    const groups = isObject(forward) ? [forward["targetGroups"] ?? []].flat().filter(isObject) : [];
    return [action["targetGroupArn"], ...groups.map((group) => group["arn"])].filter(isArn);
  });
}

/** The listeners and rules that forward to a target group. */
export function forwardersTo(store: Store, place: Place, targetGroupArn: string): StoredResource[] {
  return [...store.list(listenerToken, place), ...store.list(listenerRuleToken, place)].filter(
    ({ properties }) => targetGroupsOf(properties).includes(targetGroupArn),
  );
}

/** ARN of the load balancer that a listener or a rule belongs to. */
export function loadBalancerOf(store: Store, place: Place, { token, properties }: StoredResource): string {
  if (token === listenerToken) return String(properties["loadBalancerArn"]);
  const listener = store.get(listenerToken, place, String(properties["listenerArn"]));
  return listener === undefined ? "" : String(listener.properties["loadBalancerArn"]);
}

function isArn(value: PropertyValue | undefined): value is string {
  return typeof value === "string" && value.startsWith("arn:");
}
