import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** Entries in each direction, without the last one that denies what is left. */
const quota = 20;

export const rule: Rule = {
  id: "network-acl-entries",
  tokens: ["aws:ec2/networkAcl:NetworkAcl"],
  operations: ["create", "update"],
  code: "NetworkAclEntryLimitExceeded",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
  refuses({ inputs }) {
    for (const direction of ["ingress", "egress"]) {
      const listed = inputs[direction];
      const numbers = (Array.isArray(listed) ? listed : []).filter(isObject).map((entry) => entry["ruleNo"]);
      if (numbers.length > quota)
        return `The maximum number of network acl entries has been reached: ${quota}`;
      const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
      if (twice !== undefined) return `The network acl entry identified by ${String(twice)} already exists.`;
    }
    return undefined;
  },
};
