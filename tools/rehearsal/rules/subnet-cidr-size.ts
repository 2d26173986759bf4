import { subnetToken, textOf } from "../account-contents.ts";
import { parseCidr } from "../cidr.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "subnet-cidr-size",
  tokens: [subnetToken],
  operations: ["create"],
  code: "InvalidSubnet.Range",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
  refuses({ inputs }) {
    const text = textOf(inputs, "cidrBlock");
    if (text === "") return undefined;
    const cidr = parseCidr(text);
    return cidr === undefined || cidr.bits < 16 || cidr.bits > 28
      ? `The CIDR '${text}' is invalid.`
      : undefined;
  },
};
