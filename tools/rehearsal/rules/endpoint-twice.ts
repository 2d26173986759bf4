import { stringsIn, vpcEndpointToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "endpoint-twice",
  tokens: [vpcEndpointToken],
  operations: ["create"],
  code: "RouteAlreadyExists",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const tables = stringsIn(inputs["routeTableIds"]);
    const others = store
      .list(vpcEndpointToken, { account, region })
      .filter((it) => it.properties["serviceName"] === inputs["serviceName"]);
    const table = tables.find((id) =>
      others.some((other) => stringsIn(other.properties["routeTableIds"]).includes(id)),
    );
    if (table !== undefined)
      return `route table ${table} already has a route with destination-prefix-list-id ${textOf(others[0]?.properties ?? {}, "prefixListId")}`;
    const isPrivate = inputs["privateDnsEnabled"] === true && inputs["vpcEndpointType"] === "Interface";
    return isPrivate &&
      others.some(
        (it) => it.properties["vpcId"] === inputs["vpcId"] && it.properties["privateDnsEnabled"] === true,
      )
      ? `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${textOf(inputs, "serviceName")} in the VPC ${textOf(inputs, "vpcId")}`
      : undefined;
  },
};
