import { replicationGroupToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-failover-needs-replica",
  tokens: [replicationGroupToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  refuses({ inputs }) {
    const nodes = Number(inputs["numCacheClusters"] ?? Number(inputs["replicasPerNodeGroup"] ?? 0) + 1);
    if (inputs["multiAzEnabled"] === true && inputs["automaticFailoverEnabled"] !== true)
      return "Must enable automatic failover to enable Multi-AZ.";
    return inputs["automaticFailoverEnabled"] === true && nodes < 2
      ? "Automatic failover is not supported when there is no replica: NumCacheClusters must be at least 2."
      : undefined;
  },
};
