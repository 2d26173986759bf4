import { dbClusterToken, dbClusterInstanceToken, textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "aurora-serverless-needs-capacity",
  tokens: [dbClusterInstanceToken],
  operations: ["create"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.create.html",
  refuses({ account, region, store, inputs }) {
    const cluster = store.get(dbClusterToken, { account, region }, textOf(inputs, "clusterIdentifier"));
    if (cluster === undefined) return `DBCluster ${textOf(inputs, "clusterIdentifier")} not found.`;
    return inputs["instanceClass"] === "db.serverless" &&
      !isObject(cluster.properties["serverlessv2ScalingConfiguration"])
      ? "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance."
      : undefined;
  },
};
