import { serviceToken } from "../ecs-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-traffic-steps",
  tokens: [serviceToken],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html",
  refuses({ inputs }) {
    const configuration = inputs["deploymentConfiguration"];
    if (!isObject(configuration)) return undefined;
    const { linearConfiguration: linear, canaryConfiguration: canary } = configuration;
    return (
      (isObject(linear) ? percentFault("stepPercent", Number(linear["stepPercent"] ?? 10), 3) : undefined) ??
      (isObject(canary)
        ? percentFault("canaryPercent", Number(canary["canaryPercent"] ?? 5), 0.1)
        : undefined)
    );
  },
};

function percentFault(name: string, percent: number, least: number): string | undefined {
  return percent >= least && percent <= 100
    ? undefined
    : `${name} must be between ${least} and 100, got ${percent}.`;
}
