import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

const longest: Readonly<Record<string, number>> = {
  serviceName: 40,
  vpcConnectorName: 40,
  autoScalingConfigurationName: 32,
  observabilityConfigurationName: 32,
};

export const rule: Rule = {
  id: "apprunner-name-form",
  tokens: [
    "aws:apprunner/service:Service",
    "aws:apprunner/vpcConnector:VpcConnector",
    "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion",
    "aws:apprunner/observabilityConfiguration:ObservabilityConfiguration",
  ],
  operations: ["create"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/apprunner/latest/api/API_CreateService.html",
  refuses({ inputs }) {
    for (const [key, max] of Object.entries(longest)) {
      const name = textOf(inputs, key);
      if (name !== "" && !new RegExp(`^[A-Za-z0-9][A-Za-z0-9_-]{3,${max - 1}}$`).test(name))
        return `1 validation error detected: Value '${name}' at '${key}' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9][A-Za-z0-9\\-_]{3,${max - 1}}`;
    }
    return undefined;
  },
};
