import { networkInterfaceToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such a route too, and drops every packet that is not for the interface itself. */
export const rule: Rule = {
  id: "route-interface-forwards",
  tokens: ["aws:ec2/route:Route"],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source:
    "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck",
  refuses({ account, region, store, inputs }) {
    const id = textOf(inputs, "networkInterfaceId");
    const found = store.get(networkInterfaceToken, { account, region }, id);
    return found === undefined || found.properties["sourceDestCheck"] === false
      ? undefined
      : `network interface ${id} checks source and destination, so it forwards nothing; set sourceDestCheck to false`;
  },
};
