import { expect, test } from "@jest/globals";
import { checkPinnedSubnets, planSubnets, type PlanResult } from "../../../stacks/10-network/cidr-plan.ts";

const planOf = (result: PlanResult) => {
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.plan;
};

const faultsOf = (result: PlanResult): string[] =>
  "faults" in result ? result.faults.map(({ path, message }) => `${path.join(".")} ${message}`) : [];

test.each([
  {
    cidr: "10.0.0.0/16",
    zoneCount: 2,
    public: ["10.0.0.0/20", "10.0.64.0/20"],
    private: ["10.0.16.0/20", "10.0.80.0/20"],
    db: ["10.0.32.0/20", "10.0.96.0/20"],
  },
  {
    cidr: "10.0.0.0/16",
    zoneCount: 4,
    public: ["10.0.0.0/20", "10.0.64.0/20", "10.0.128.0/20", "10.0.192.0/20"],
    private: ["10.0.16.0/20", "10.0.80.0/20", "10.0.144.0/20", "10.0.208.0/20"],
    db: ["10.0.32.0/20", "10.0.96.0/20", "10.0.160.0/20", "10.0.224.0/20"],
  },
  {
    cidr: "172.31.128.0/20",
    zoneCount: 3,
    public: ["172.31.128.0/24", "172.31.132.0/24", "172.31.136.0/24"],
    private: ["172.31.129.0/24", "172.31.133.0/24", "172.31.137.0/24"],
    db: ["172.31.130.0/24", "172.31.134.0/24", "172.31.138.0/24"],
  },
  {
    cidr: "192.168.2.0/23",
    zoneCount: 4,
    public: ["192.168.2.0/27", "192.168.2.128/27", "192.168.3.0/27", "192.168.3.128/27"],
    private: ["192.168.2.32/27", "192.168.2.160/27", "192.168.3.32/27", "192.168.3.160/27"],
    db: ["192.168.2.64/27", "192.168.2.192/27", "192.168.3.64/27", "192.168.3.192/27"],
  },
  // A /24 has eight subnets of /27, so it holds two zones and no slot for a third.
  {
    cidr: "10.0.0.0/24",
    zoneCount: 2,
    public: ["10.0.0.0/27", "10.0.0.128/27"],
    private: ["10.0.0.32/27", "10.0.0.160/27"],
    db: ["10.0.0.64/27", "10.0.0.192/27"],
  },
])("$cidr in $zoneCount zones is cut as planned", ({ cidr, zoneCount, ...subnets }) => {
  expect(planOf(planSubnets(cidr, zoneCount)).subnets).toEqual(subnets);
});

test.each(["10.0.0.0/16", "10.4.0.0/20", "10.0.0.0/23"])(
  "adding a zone to %s leaves every other subnet where it is",
  (cidr) => {
    const four = planOf(planSubnets(cidr, 4)).subnets;
    for (const zoneCount of [2, 3]) {
      const fewer = planOf(planSubnets(cidr, zoneCount)).subnets;
      expect(fewer.public).toEqual(four.public.slice(0, zoneCount));
      expect(fewer.private).toEqual(four.private.slice(0, zoneCount));
      expect(fewer.db).toEqual(four.db.slice(0, zoneCount));
    }
  },
);

test("what is kept free fills every gap, zone by zone, up to the end of the VPC", () => {
  expect(planOf(planSubnets("10.0.0.0/16", 2)).reserved).toEqual([
    ["10.0.48.0/21", "10.0.112.0/20"],
    ["10.0.56.0/21", "10.0.128.0/17"],
  ]);
  expect(planOf(planSubnets("10.0.0.0/16", 3)).reserved).toEqual([
    ["10.0.48.0/21", "10.0.112.0/21", "10.0.176.0/20"],
    ["10.0.56.0/21", "10.0.120.0/21", "10.0.192.0/18"],
  ]);
  expect(planOf(planSubnets("10.0.0.0/24", 2)).reserved).toEqual([["10.0.0.96/27", "10.0.0.224/27"]]);
});

test.each([
  [
    "10.0.0.0/24",
    3,
    'cidr is "10.0.0.0/24", too small for 3 zones of 3 subnets, each /27 or larger as a load balancer needs, expected /23 or larger; use "10.0.0.0/23" or 2 zones',
  ],
  [
    "10.0.3.128/25",
    2,
    'cidr is "10.0.3.128/25", too small for 2 zones of 3 subnets, each /27 or larger as a load balancer needs, expected /24 or larger; use "10.0.3.0/24"',
  ],
  [
    "10.0.3.0/28",
    4,
    'cidr is "10.0.3.0/28", too small for 4 zones of 3 subnets, each /27 or larger as a load balancer needs, expected /23 or larger; use "10.0.2.0/23"',
  ],
  ["10.0.0.0/8", 2, 'cidr is "10.0.0.0/8", expected /16 or smaller, the largest VPC; use "10.0.0.0/16"'],
  ["10.0.1.0/16", 2, 'cidr is "10.0.1.0/16", which sets bits after its prefix; use "10.0.0.0/16"'],
])("%s in %i zones is refused with what would fit", (cidr, zoneCount, message) => {
  expect(faultsOf(planSubnets(cidr, zoneCount))).toEqual([message]);
});

const tap = {
  public: ["10.0.1.0/24", "10.0.2.0/24"],
  private: ["10.0.10.0/24", "10.0.11.0/24"],
  db: ["10.0.20.0/24", "10.0.21.0/24"],
};

test("pinned subnets are taken as they are, gaps and all", () => {
  expect(planOf(checkPinnedSubnets("10.0.0.0/16", 2, tap))).toEqual({ subnets: tap, reserved: undefined });
});

test("every fault of pinned subnets is told at once", () => {
  const wrong = {
    public: ["10.0.1.0/24", "10.0.2.0/28"],
    private: ["10.0.1.128/25", "10.0.11.7/24"],
    db: ["10.1.20.0/24"],
  };
  expect(faultsOf(checkPinnedSubnets("10.0.0.0/16", 2, wrong))).toEqual([
    "subnetCidrs.db has 1 blocks, expected one for each of the 2 zones in network.azs",
    'subnetCidrs.public.1 is "10.0.2.0/28", expected /27 or larger; use "10.0.2.0/27"',
    'subnetCidrs.private.0 is "10.0.1.128/25", which overlaps "10.0.1.0/24" of network.subnetCidrs.public.0',
    'subnetCidrs.private.1 is "10.0.11.7/24", which sets bits after its prefix; use "10.0.11.0/24"',
    'subnetCidrs.db.0 is "10.1.20.0/24", expected a block inside network.cidr "10.0.0.0/16"',
  ]);
});
