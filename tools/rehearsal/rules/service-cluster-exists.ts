import { textOf } from "../account-contents.ts";
import { clusterArnOf, clusterToken, serviceToken } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-cluster-exists",
  tokens: [serviceToken, "aws:ecs/expressGatewayService:ExpressGatewayService"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "ClusterNotFoundException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  refuses({ account, region, store, inputs }) {
    const arn = clusterArnOf({ account, region }, textOf(inputs, "cluster"));
    // The default cluster comes into being with its first service.
    return arn.endsWith(":cluster/default") || store.get(clusterToken, { account, region }, arn) !== undefined
      ? undefined
      : "Cluster not found.";
  },
};
