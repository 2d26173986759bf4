import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "apprunner-scaling",
  tokens: ["aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion"],
  operations: ["create"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/apprunner/latest/api/API_CreateAutoScalingConfiguration.html",
  refuses({ inputs }) {
    const least = Number(inputs["minSize"] ?? 1);
    const most = Number(inputs["maxSize"] ?? 25);
    const concurrency = Number(inputs["maxConcurrency"] ?? 100);
    if (least < 1 || least > most || most > 25)
      return `MinSize must be 1 or more, MaxSize no less than MinSize and at most 25, got ${least} and ${most}`;
    return concurrency < 1 || concurrency > 200
      ? `MaxConcurrency must be between 1 and 200, got ${concurrency}`
      : undefined;
  },
};
