import { expect, test } from "@jest/globals";
import { natCostMonthlyUsd } from "../../../stacks/10-network/nat-cost.ts";
import { estimateCost } from "../../../tools/cost/estimate.ts";
import { readPrices, regionsOf } from "../../../tools/cost/price-table.ts";
import { usageCharges } from "../../../tools/cost/usage-charges.ts";
import { unpricedReason } from "../../../tools/cost/unpriced-types.ts";
import { pricers } from "../../../tools/cost/pricers/index.ts";

const prices = readPrices();

test("every price names AWS's page and the day it was written down", () => {
  for (const [id, { source, asOf, usd }] of Object.entries(prices)) {
    expect({ id, source }).toEqual({
      id,
      source: expect.stringMatching(/^https:\/\/aws\.amazon\.com\/.+\/pricing\/|ec2\/pricing/),
    });
    expect({ id, asOf }).toEqual({ id, asOf: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) });
    expect(Object.keys(usd).length).toBeGreaterThan(0);
  }
});

test("a price that is derived is one that the table has", () => {
  for (const [id, { usd, approximate = [] }] of Object.entries(prices)) {
    expect({ id, derived: approximate.filter((region) => !(region in usd)) }).toEqual({ id, derived: [] });
  }
});

test("everything that is charged by use has a price", () => {
  expect(usageCharges.map(({ price }) => price).filter((id) => !(id in prices))).toEqual([]);
});

test("no type that is priced is also said to be free", () => {
  const reasons = Object.keys(pricers).map((type) => ({ type, reason: unpricedReason(type) }));
  expect(reasons.filter(({ reason }) => reason !== undefined && reason.chargedFor === undefined)).toEqual([]);
});

test.each(regionsOf(prices))(
  "what 10-network publishes as the cost of NAT in %s is what an estimate says",
  (region) => {
    const cost = (mode: "single" | "fck-nat") =>
      natCostMonthlyUsd({ mode, region, zoneCount: 1, instanceType: "t4g.micro" });
    const of = (resources: { type: string; inputs: Record<string, unknown> }[]) =>
      estimateCost(
        [{ id: "10-network/dev", resources: resources.map((it) => ({ ...it, name: "nat", region })) }],
        { prices },
      ).usd;
    const address = { type: "aws:ec2/eip:Eip", inputs: {} };
    expect(of([{ type: "aws:ec2/natGateway:NatGateway", inputs: {} }, address])).toBeCloseTo(
      cost("single"),
      1,
    );
    const template = {
      instanceType: "t4g.micro",
      blockDeviceMappings: [{ ebs: { volumeType: "gp3", volumeSize: 8 } }],
    };
    const instance = of([
      address,
      { type: "aws:autoscaling/group:Group", inputs: { minSize: 1 } },
      { type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: template },
    ]);
    // 10-network knows one price of a volume for all regions.
    expect(Math.abs(instance - cost("fck-nat"))).toBeLessThan(0.15);
  },
);
