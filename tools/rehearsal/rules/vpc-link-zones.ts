import { stringsIn, subnetToken } from "../account-contents.ts";
import { zonesOf } from "../facts/zones.ts";
import type { Rule } from "./rule.ts";

const zonesWithoutLinks: ReadonlySet<string> = new Set(["use1-az3", "usw1-az2", "cac1-az3", "apne1-az3"]);

export const rule: Rule = {
  id: "vpc-link-zones",
  tokens: ["aws:apigatewayv2/vpcLink:VpcLink"],
  operations: ["create"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html",
  refuses({ account, region, store, inputs }) {
    const zones = zonesOf(region);
    const unfit = stringsIn(inputs["subnetIds"]).find((id) => {
      const subnet = store.get(subnetToken, { account, region }, id);
      const zone = zones.find(({ name }) => name === subnet?.properties["availabilityZone"]);
      return zone !== undefined && zonesWithoutLinks.has(zone.id);
    });
    return unfit === undefined
      ? undefined
      : `Subnet ${unfit} is in an Availability Zone that does not support VPC links`;
  },
};
