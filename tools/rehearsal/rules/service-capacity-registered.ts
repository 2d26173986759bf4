import { stringsIn, textOf } from "../account-contents.ts";
import { clusterArnOf, serviceToken } from "../ecs-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-capacity-registered",
  tokens: [serviceToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const wanted = objectsIn(inputs, "capacityProviderStrategies").map((it) =>
      String(it["capacityProvider"]),
    );
    const cluster = clusterArnOf(place, textOf(inputs, "cluster"));
    const offered = store
      .list("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", place)
      .filter(({ properties }) => clusterArnOf(place, textOf(properties, "clusterName")) === cluster)
      .flatMap(({ properties }) => stringsIn(properties["capacityProviders"]));
    return wanted.every((provider) => offered.includes(provider))
      ? undefined
      : "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.";
  },
};
