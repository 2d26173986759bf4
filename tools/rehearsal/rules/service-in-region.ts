import { isServiceAvailable } from "../../../shared/regions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-in-region",
  tokens: [
    "aws:apprunner/service:Service",
    "aws:apprunner/vpcConnector:VpcConnector",
    "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion",
    "aws:apprunner/observabilityConfiguration:ObservabilityConfiguration",
    "aws:apprunner/customDomainAssociation:CustomDomainAssociation",
  ],
  operations: ["create"],
  code: "UnknownEndpoint",
  source: "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html",
  refuses: ({ region }) =>
    isServiceAvailable("apprunner", region)
      ? undefined
      : `request send failed, dial tcp: lookup apprunner.${region}.amazonaws.com: no such host`,
};
