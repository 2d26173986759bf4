import { stringsIn, subnetToken, dbSubnetGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-subnet-group-zones",
  tokens: [dbSubnetGroupToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "DBSubnetGroupDoesNotCoverEnoughAZs",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html",
  refuses({ account, region, store, inputs }) {
    const ids = stringsIn(inputs["subnetIds"]);
    const subnets = ids.map((id) => store.get(subnetToken, { account, region }, id));
    const missing = ids.find((_, index) => subnets[index] === undefined);
    if (missing !== undefined) return `Some input subnets in :[${ids.join(", ")}] are invalid.`;
    const zones = [...new Set(subnets.map((subnet) => textOf(subnet?.properties ?? {}, "availabilityZone")))];
    return zones.length < 2
      ? `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`
      : undefined;
  },
};
