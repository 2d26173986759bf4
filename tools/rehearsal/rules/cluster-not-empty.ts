import { textOf } from "../account-contents.ts";
import { clusterArnOf, clusterToken, serviceToken } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cluster-not-empty",
  tokens: [clusterToken],
  operations: ["delete"],
  code: "ClusterContainsServicesException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html",
  refuses({ account, region, store, id }) {
    const place = { account, region };
    return [serviceToken, "aws:ecs/expressGatewayService:ExpressGatewayService"]
      .flatMap((token) => store.list(token, place))
      .some(({ properties }) => clusterArnOf(place, textOf(properties, "cluster")) === id)
      ? "The Cluster cannot be deleted while Services are active."
      : undefined;
  },
};
