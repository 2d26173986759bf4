import { usersOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "route-table-in-use",
  tokens: ["aws:ec2/routeTable:RouteTable"],
  operations: ["delete"],
  code: "DependencyViolation",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses: ({ account, region, store, id }) =>
    usersOf(store, { account, region }, id, [
      ["aws:ec2/routeTableAssociation:RouteTableAssociation", "routeTableId"],
    ]).length > 0
      ? `The routeTable '${id}' has dependencies and cannot be deleted.`
      : undefined,
};
