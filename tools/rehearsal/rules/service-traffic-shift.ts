import { serviceToken } from "../ecs-contents.ts";
import { listenerRuleToken } from "../load-balancing-contents.ts";
import { isObject, objectsIn } from "../property-values.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-traffic-shift",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html",
  refuses({ account, region, store, inputs }) {
    const configuration = inputs["deploymentConfiguration"];
    const strategy = isObject(configuration) ? String(configuration["strategy"] ?? "ROLLING") : "ROLLING";
    if (strategy === "ROLLING") return undefined;
    const minutes = Number(isObject(configuration) ? (configuration["bakeTimeInMinutes"] ?? 0) : 0);
    if (!Number.isInteger(minutes) || minutes < 0 || minutes > 1440)
      return `bakeTimeInMinutes must be between 0 and 1440, got ${minutes}.`;
    for (const balancer of objectsIn(inputs, "loadBalancers")) {
      const advanced = balancer["advancedConfiguration"];
      if (!isObject(advanced))
        return `Advanced configuration must be specified for load balancers of a service with deployment strategy ${strategy}.`;
      const listenerRule = String(advanced["productionListenerRule"]);
      if (store.get(listenerRuleToken, { account, region }, listenerRule) === undefined)
        return `productionListenerRule must be the ARN of a listener rule, got ${listenerRule}.`;
      if (roleFault(store, account, String(advanced["roleArn"]), "ecs") !== undefined)
        return `Unable to assume the role ${String(advanced["roleArn"])} for load balancers.`;
    }
    return undefined;
  },
};
