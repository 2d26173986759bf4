import { subnetToken, textOf } from "../account-contents.ts";
import { parseCidr, overlaps } from "../cidr.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "subnet-overlap",
  tokens: [subnetToken],
  operations: ["create"],
  code: "InvalidSubnet.Conflict",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const block = parseCidr(textOf(inputs, "cidrBlock"));
    if (block === undefined) return undefined;
    const taken = store
      .list(subnetToken, { account, region })
      .filter((subnet) => subnet.properties["vpcId"] === inputs["vpcId"])
      .map((subnet) => parseCidr(textOf(subnet.properties, "cidrBlock")));
    return taken.some((other) => other !== undefined && overlaps(block, other))
      ? `The CIDR '${block.text}' conflicts with another subnet`
      : undefined;
  },
};
