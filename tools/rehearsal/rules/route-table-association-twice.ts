import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "route-table-association-twice",
  tokens: ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  operations: ["create"],
  code: "Resource.AlreadyAssociated",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, token, inputs }) {
    const other = store
      .list(token, { account, region })
      .find((it) => inputs["subnetId"] !== undefined && it.properties["subnetId"] === inputs["subnetId"]);
    return other === undefined
      ? undefined
      : `the specified association for route table ${textOf(inputs, "routeTableId")} conflicts with an existing association`;
  },
};
