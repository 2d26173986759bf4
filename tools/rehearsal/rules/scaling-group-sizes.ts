import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "scaling-group-sizes",
  tokens: ["aws:autoscaling/group:Group"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
  refuses({ inputs }) {
    const least = Number(inputs["minSize"]);
    const most = Number(inputs["maxSize"]);
    const desired = Number(inputs["desiredCapacity"] ?? least);
    if (most < least) return `Max bound, ${most}, must be greater than or equal to min bound, ${least}`;
    return desired < least || desired > most
      ? `Desired capacity:${desired} must be between the specified min size:${least} and max size:${most}`
      : undefined;
  },
};
