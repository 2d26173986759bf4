import { vpcToken, vpcEndpointToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "endpoint-private-dns",
  tokens: [vpcEndpointToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidParameter",
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  refuses({ account, region, store, inputs }) {
    if (inputs["privateDnsEnabled"] !== true || inputs["vpcEndpointType"] !== "Interface") return undefined;
    const vpc = store.get(vpcToken, { account, region }, textOf(inputs, "vpcId"));
    return vpc?.properties["enableDnsSupport"] === true && vpc.properties["enableDnsHostnames"] === true
      ? undefined
      : `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${textOf(inputs, "vpcId")}`;
  },
};
