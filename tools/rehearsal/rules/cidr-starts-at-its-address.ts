import { vpcToken, subnetToken, textOf } from "../account-contents.ts";
import { parseCidr, renderAddress } from "../cidr.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cidr-starts-at-its-address",
  tokens: [vpcToken, subnetToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/verify/cidr_blocks.go",
  refuses({ inputs }) {
    const text = textOf(inputs, "cidrBlock");
    const cidr = parseCidr(text);
    return cidr !== undefined && !cidr.isAligned
      ? `"${text}" is not a valid CIDR block; did you mean "${renderAddress(cidr.first)}/${cidr.bits}"?`
      : undefined;
  },
};
