import { expect, test } from "@jest/globals";
import { findListPrice, listUnits } from "../../../tools/cost/price-list.ts";
import { listed } from "../../support/price-list.ts";

const nat = { service: "AmazonEC2", usage: "NatGateway-Hours" };

test.each(["NatGateway-Hours", "USW1-NatGateway-Hours", "EUC1-NatGateway-Hours", "EU-NatGateway-Hours"])(
  "%s is the usage type, with or without a region in front",
  (usagetype) => {
    expect(findListPrice([listed({ usagetype }, ["0.0480000000"])], nat)).toEqual({ usd: 0.048 });
  },
);

test("usage types that only contain it are others", () => {
  const others = ["NatGateway-Hours-Regional", "Fargate-NatGateway-Hours"].map((usagetype) =>
    listed({ usagetype }, ["1"]),
  );
  expect(findListPrice([...others, listed({ usagetype: "NatGateway-Hours" }, ["0.045"])], nat)).toEqual({
    usd: 0.045,
  });
});

test("attributes tell it from its neighbours", () => {
  const usagetype = "InstanceUsage:db.t4g.small";
  const products = ["PostgreSQL", "MySQL"].map((databaseEngine, at) =>
    listed({ usagetype, databaseEngine }, [`0.03${at}`]),
  );
  const query = { service: "AmazonRDS", usage: usagetype, attributes: { databaseEngine: "PostgreSQL" } };
  expect(findListPrice(products, query)).toEqual({ usd: 0.03 });
});

test("of several tiers the first that costs something is taken, whatever their order", () => {
  const product = listed(
    { usagetype: "Request" },
    ["0.0000002000", "0.0000001000", "0.0000000000"],
    ["1000000", "9000000", "0"],
  );
  expect(findListPrice([product], { service: "AWSLambda", usage: "Request" })).toEqual({ usd: 0.0000002 });
});

test("two prices for the same are none, and so is no price", () => {
  const products = ["0.045", "0.050"].map((usd) => listed({ usagetype: "NatGateway-Hours" }, [usd]));
  expect(findListPrice(products, nat)).toEqual({
    fault: 'expected one price of usage type "NatGateway-Hours", got 0.045, 0.05',
  });
  expect(findListPrice([], nat)).toEqual({
    fault: 'expected one price of usage type "NatGateway-Hours", got none',
  });
});

test("the Price List counts one by one what the table counts by the thousand or million", () => {
  expect(["million requests", "thousand pages", "hour", "GB"].map(listUnits)).toEqual([
    1_000_000, 1000, 1, 1,
  ]);
});
