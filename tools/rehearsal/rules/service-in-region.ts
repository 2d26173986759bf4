import { isServiceAvailable } from "../../../shared/regions.ts";
import type { RegionalService } from "../../../shared/regions.ts";
import type { Rule } from "./rule.ts";

/** The types of services that some regions are without; those of Bedrock name no region. */
const types: Partial<Record<RegionalService, readonly string[]>> = {
  amplify: [
    "aws:amplify/app:App",
    "aws:amplify/branch:Branch",
    "aws:amplify/domainAssociation:DomainAssociation",
  ],
  apprunner: [
    "aws:apprunner/service:Service",
    "aws:apprunner/vpcConnector:VpcConnector",
    "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion",
    "aws:apprunner/observabilityConfiguration:ObservabilityConfiguration",
    "aws:apprunner/customDomainAssociation:CustomDomainAssociation",
  ],
};

export const rule: Rule = {
  id: "service-in-region",
  tokens: Object.values(types).flat(),
  operations: ["create"],
  code: "UnknownEndpoint",
  source: "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html",
  refuses({ token, region }) {
    // A type's token begins with its module, which is called as the service is.
    const service = token.split(/[:/]/)[1] as RegionalService;
    return isServiceAvailable(service, region)
      ? undefined
      : `request send failed, dial tcp: lookup ${service}.${region}.amazonaws.com: no such host`;
  },
};
