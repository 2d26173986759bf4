import { usersOf, replicationGroupToken, cacheSubnetGroupToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-subnet-group-in-use",
  tokens: [cacheSubnetGroupToken],
  operations: ["delete"],
  code: "CacheSubnetGroupInUse",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheSubnetGroup.html",
  refuses: ({ account, region, store, id }) =>
    usersOf(store, { account, region }, id, [[replicationGroupToken, "subnetGroupName"]]).length > 0
      ? `Cache subnet group ${id} is currently in use by a cache cluster.`
      : undefined,
};
