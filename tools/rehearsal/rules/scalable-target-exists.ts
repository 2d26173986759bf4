import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "scalable-target-exists",
  tokens: ["aws:appautoscaling/target:Target"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
  refuses({ account, region, store, inputs }) {
    const resource = textOf(inputs, "resourceId");
    if (textOf(inputs, "serviceNamespace") !== "ecs") return undefined;
    if (!/^service\/[^/]+\/[^/]+$/.test(resource))
      return `Unsupported service namespace, resource type or scalable dimension: ${resource}`;
    const service = `arn:aws:ecs:${region}:${account}:${resource}`;
    return store.list("aws:ecs/service:Service", { account, region }).some(({ id }) => id === service)
      ? undefined
      : `ECS service doesn't exist: ${resource}`;
  },
};
