import { expect, jest, test } from "@jest/globals";
import { stripVTControlCharacters } from "node:util";
import type { CostLine, Estimate } from "../../../tools/cost/estimate.ts";
import { printDifference, printEstimate } from "../../../tools/cost/text.ts";
import { defaultUsage } from "../../../tools/cost/usage.ts";

function printed(run: () => void): string[] {
  let text = "";
  jest.spyOn(process.stdout, "write").mockImplementation((part) => {
    text += String(part);
    return true;
  });
  run();
  jest.restoreAllMocks();
  return stripVTControlCharacters(text).split("\n");
}

const line = (resource: string, given: Partial<CostLine> = {}): CostLine => ({
  ...{
    resource,
    what: "Address",
    quantity: 730,
    unit: "hour",
    unitUsd: 0.005,
    usd: 3.65,
    approximate: false,
  },
  ...given,
});
const estimate: Estimate = {
  version: 1,
  usd: 1218.25,
  layers: [
    {
      ...{ id: "10-network/dev", usd: 18.25, notPriced: [] },
      lines: ["a", "b", "c", "d", "e"].map((name) => line(`ec2.Eip ${name}`)),
    },
    {
      ...{
        id: "20-data/dev",
        usd: 1200,
        notPriced: [{ resource: "emr.Cluster it", reason: "nobody knows" }],
      },
      lines: [
        line("kms.Key data", { what: "KMS key", quantity: 1, unit: "month", unitUsd: 1, usd: 1 }),
        line("ecs.Service api", {
          what: "Memory",
          quantity: 1460,
          unit: "GB-hour",
          usd: 1199,
          approximate: true,
          note: "Spot",
        }),
      ],
    },
    { id: "70-empty/dev", usd: 0, lines: [], notPriced: [] },
  ],
  leftOut: [{ service: "sqs", chargedFor: "requests" }],
  usage: { ...defaultUsage, natGb: 5 },
  prices: { from: "2026-11-01", to: "2026-11-21" },
};

test("an estimate shows quantity x price a line, many alike in one, and what it assumes and leaves out", () => {
  const lines = printed(() => printEstimate(estimate));
  expect(lines.slice(0, 14)).toEqual([
    "",
    "10-network/dev  $18.25",
    "resource             what     quantity x price     a month",
    "ec2.Eip (5 of them)  Address  3,650 hour x $0.005  $18.25",
    "",
    "20-data/dev  $1,200.00",
    "resource         what           quantity x price          a month",
    "kms.Key data     KMS key        1 x $1                    $1.00",
    "ecs.Service api  Memory (Spot)  1,460 GB-hour x $0.005 ~  $1,199.00",
    "not priced: emr.Cluster it, nobody knows",
    "",
    "$1,218.25 a month",
    "",
    "list prices in USD, written down 2026-11-01 to 2026-11-21",
  ]);
  expect(lines).toContain(
    "~ is derived from another region's price; get the real one with: rollout cost refresh",
  );
  expect(lines).toContain("  natGb: 5 (GB through NAT gateways)");
  expect(lines).toContain("  spotPercent: 40 (Part of the list price that Fargate Spot costs)");
  expect(lines.slice(-3)).toEqual([
    "left out: free tiers, discounts, taxes, support, and by use:",
    "  sqs: requests",
    "",
  ]);
});

test("a difference shows each layer and resource that differs", () => {
  const layer = { id: "20-data/dev", before: 10, after: 8.5, difference: -1.5 };
  const resources = [{ resource: "kms.Key old", before: 1.5, after: 0, difference: -1.5 }];
  const difference = { before: 110, after: 108.5, difference: -1.5, layers: [{ ...layer, resources }] };
  expect(printed(() => printDifference(difference, "main"))).toEqual([
    "",
    "compared with main",
    "20-data/dev  $10.00 -> $8.50 (-$1.50)",
    "  -$1.50  kms.Key old",
    "$110.00 -> $108.50 (-$1.50)",
    "",
  ]);
});
