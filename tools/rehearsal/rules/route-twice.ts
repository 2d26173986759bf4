import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];

export const rule: Rule = {
  id: "route-twice",
  tokens: ["aws:ec2/route:Route"],
  operations: ["create"],
  code: "RouteAlreadyExists",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const destination = destinations.map((property) => textOf(inputs, property)).find((text) => text !== "");
    const isTaken = store
      .list("aws:ec2/route:Route", { account, region })
      .some(
        ({ properties }) =>
          properties["routeTableId"] === inputs["routeTableId"] &&
          destinations.some((it) => destination !== undefined && properties[it] === destination),
      );
    return isTaken ? `The route identified by ${destination ?? ""} already exists.` : undefined;
  },
};
