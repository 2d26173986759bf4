import { vpcEndpointToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "endpoint-service-exists",
  tokens: [vpcEndpointToken],
  operations: ["create"],
  code: "InvalidServiceName",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ region, inputs }) {
    const name = textOf(inputs, "serviceName");
    const wanted = textOf(inputs, "serviceRegion") || region;
    // Services of the whole world, as IAM, name no region.
    const [, named = wanted] = /^com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(name) ?? [];
    return named !== wanted ? `The Vpc Endpoint Service '${name}' does not exist` : undefined;
  },
};
