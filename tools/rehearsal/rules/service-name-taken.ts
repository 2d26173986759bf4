import { textOf } from "../account-contents.ts";
import { clusterArnOf, serviceToken } from "../ecs-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-name-taken",
  tokens: [serviceToken],
  operations: ["create"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  refuses({ account, region, store, token, inputs }) {
    const place = { account, region };
    const cluster = clusterArnOf(place, textOf(inputs, "cluster"));
    return store
      .list(token, place)
      .some(
        ({ properties }) =>
          properties["name"] === inputs["name"] &&
          clusterArnOf(place, textOf(properties, "cluster")) === cluster,
      )
      ? "Creation of service was not idempotent."
      : undefined;
  },
};
