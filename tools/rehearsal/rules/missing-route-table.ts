import { stringsIn, vpcToken, vpcEndpointToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-route-table",
  tokens: ["aws:ec2/route:Route", "aws:ec2/routeTableAssociation:RouteTableAssociation", vpcEndpointToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidRouteTableID.NotFound",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const named = ["routeTableId", "routeTableIds"].flatMap((property) => stringsIn(inputs[property]));
    const main = store
      .list(vpcToken, { account, region })
      .map((vpc) => textOf(vpc.properties, "mainRouteTableId"));
    const missing = named.find(
      (id) =>
        !main.includes(id) &&
        store.get("aws:ec2/routeTable:RouteTable", { account, region }, id) === undefined,
    );
    return missing === undefined ? undefined : `The routeTable ID '${missing}' does not exist`;
  },
};
