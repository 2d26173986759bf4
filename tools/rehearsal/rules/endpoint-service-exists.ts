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
    return name.startsWith("com.amazonaws.") &&
      !name.startsWith(`com.amazonaws.${wanted}.`) &&
      !name.startsWith("com.amazonaws.s3-global")
      ? `The Vpc Endpoint Service '${name}' does not exist`
      : undefined;
  },
};
