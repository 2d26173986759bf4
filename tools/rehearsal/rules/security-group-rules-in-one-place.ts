import { ingressRuleToken, egressRuleToken, securityGroupToken, textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-group-rules-in-one-place",
  tokens: [ingressRuleToken, egressRuleToken],
  operations: ["create"],
  code: "InvalidPermission.Conflict",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/",
  // AWS takes both, and then the group and its rules take away each other's at every update.
  refuses({ account, region, store, token, inputs }) {
    const id = textOf(inputs, "securityGroupId");
    const direction = token === ingressRuleToken ? "ingress" : "egress";
    const group = store.get(securityGroupToken, { account, region }, id);
    return group !== undefined && objectsIn(group.properties, direction).length > 0
      ? `the security group ${id} has ${direction} rules inside it, which would take away one beside it; keep all rules beside the group`
      : undefined;
  },
};
