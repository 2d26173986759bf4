import { replicationGroupToken, cacheSubnetGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-subnet-group-exists",
  tokens: [replicationGroupToken],
  readsOtherLayers: true,
  operations: ["create"],
  code: "CacheSubnetGroupNotFoundFault",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "subnetGroupName");
    return name === "" ||
      store.get(cacheSubnetGroupToken, { account, region }, name.toLowerCase()) !== undefined
      ? undefined
      : `CacheSubnetGroup '${name}' not found.`;
  },
};
