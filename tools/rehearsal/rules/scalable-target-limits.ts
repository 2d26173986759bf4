import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "scalable-target-limits",
  tokens: ["aws:appautoscaling/target:Target"],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
  refuses({ inputs }) {
    const [least, most] = [Number(inputs["minCapacity"]), Number(inputs["maxCapacity"])];
    if (least < 0) return "Minimum capacity cannot be less than 0";
    return least > most ? "Maximum capacity cannot be less than minimum capacity" : undefined;
  },
};
