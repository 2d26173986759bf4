import { vpcToken, subnetToken, textOf } from "../account-contents.ts";
import { parseCidr, contains } from "../cidr.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "subnet-inside-vpc",
  tokens: [subnetToken],
  operations: ["create"],
  code: "InvalidSubnet.Range",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const vpc = store.get(vpcToken, { account, region }, textOf(inputs, "vpcId"));
    const outer = parseCidr(textOf(vpc?.properties ?? {}, "cidrBlock"));
    const inner = parseCidr(textOf(inputs, "cidrBlock"));
    return outer !== undefined && inner !== undefined && !contains(outer, inner)
      ? `The CIDR '${inner.text}' is invalid.`
      : undefined;
  },
};
