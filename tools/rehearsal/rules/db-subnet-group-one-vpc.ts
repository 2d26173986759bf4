import { stringsIn, subnetToken, dbSubnetGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-subnet-group-one-vpc",
  tokens: [dbSubnetGroupToken],
  operations: ["create", "update"],
  code: "InvalidSubnet",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html",
  refuses({ account, region, store, inputs, olds }) {
    const vpcs = stringsIn(inputs["subnetIds"]).map((id) =>
      textOf(store.get(subnetToken, { account, region }, id)?.properties ?? {}, "vpcId"),
    );
    if (new Set(vpcs).size > 1) return "The DB subnet group contains subnets from more than one VPC.";
    const before = textOf(olds, "vpcId");
    return before !== "" && vpcs[0] !== before
      ? "The new Subnets are not in the same Vpc as the existing subnet group"
      : undefined;
  },
};
