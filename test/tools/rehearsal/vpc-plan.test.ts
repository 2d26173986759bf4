import { expect, test } from "@jest/globals";
import { planVpc } from "../../../tools/rehearsal/awsx/vpc-plan.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";

const zones = ["us-west-1a", "us-west-1c"];
const specs = [
  { type: "Public", name: "public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
  { type: "Private", name: "private", cidrBlocks: ["10.0.4.0/24", "10.0.5.0/24"] },
  { type: "Isolated", name: "db", cidrBlocks: ["10.0.8.0/24", "10.0.9.0/24"] },
];
const args = (change: Properties = {}): Properties => ({
  cidrBlock: "10.0.0.0/16",
  subnetStrategy: "Auto",
  subnetSpecs: specs,
  natGateways: { strategy: "Single" },
  ...change,
});

const rows = (change?: Properties) =>
  planVpc("net", args(change), zones).children.map(
    ({ type, name, parent }) => `${type.split(":")[2]} ${name} < ${parent ?? "component"}`,
  );

test("a VPC with a single NAT gateway has the children that awsx registers, in its order", () => {
  expect(rows()).toEqual([
    "Vpc net < component",
    "InternetGateway net < vpc:net",
    "Subnet net-public-1 < vpc:net",
    "RouteTable net-public-1 < subnet:net-public-1",
    "RouteTableAssociation net-public-1 < routeTable:net-public-1",
    "Eip net-1 < subnet:net-public-1",
    "NatGateway net-1 < subnet:net-public-1",
    "Route net-public-1 < routeTable:net-public-1",
    "Subnet net-private-1 < vpc:net",
    "RouteTable net-private-1 < subnet:net-private-1",
    "RouteTableAssociation net-private-1 < routeTable:net-private-1",
    "Route net-private-1 < routeTable:net-private-1",
    "Subnet net-db-1 < vpc:net",
    "RouteTable net-db-1 < subnet:net-db-1",
    "RouteTableAssociation net-db-1 < routeTable:net-db-1",
    "Subnet net-public-2 < vpc:net",
    "RouteTable net-public-2 < subnet:net-public-2",
    "RouteTableAssociation net-public-2 < routeTable:net-public-2",
    "Route net-public-2 < routeTable:net-public-2",
    "Subnet net-private-2 < vpc:net",
    "RouteTable net-private-2 < subnet:net-private-2",
    "RouteTableAssociation net-private-2 < routeTable:net-private-2",
    "Route net-private-2 < routeTable:net-private-2",
    "Subnet net-db-2 < vpc:net",
    "RouteTable net-db-2 < subnet:net-db-2",
    "RouteTableAssociation net-db-2 < routeTable:net-db-2",
  ]);
});

test("no NAT means no address, no gateway and no way out of the private subnets", () => {
  const plan = rows({ natGateways: { strategy: "None" } });
  expect(plan.filter((row) => /^(Eip|NatGateway|Route net-private)/.test(row))).toEqual([]);
  expect(plan).toHaveLength(22);
});

test("one NAT per zone gives each zone its own", () => {
  expect(
    rows({ natGateways: { strategy: "OnePerAz" } }).filter((row) => row.startsWith("NatGateway")),
  ).toEqual(["NatGateway net-1 < subnet:net-public-1", "NatGateway net-2 < subnet:net-public-2"]);
});

test("a subnet carries the tags that awsx gives it", () => {
  const { children } = planVpc("net", args({ tags: { Project: "tap" } }), zones);
  expect(children.find(({ key }) => key === "subnet:net-public-1")?.inputs).toEqual({
    region: undefined,
    vpcId: { child: "vpc:net", output: "id" },
    availabilityZone: "us-west-1a",
    mapPublicIpOnLaunch: true,
    cidrBlock: "10.0.0.0/24",
    assignIpv6AddressOnCreation: false,
    tags: { Name: "net-public-1", Project: "tap", SubnetType: "Public" },
  });
});

test.each([
  [
    "a list that is too short",
    { subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }] },
    "Invalid subnet specifications:\n - The number of CIDR blocks in subnetSpecs[0] must match the number of availability zones (2).",
  ],
  [
    "blocks that overlap",
    {
      natGateways: { strategy: "None" },
      subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/23", "10.0.1.0/24"] }],
    },
    "The following subnets overlap with at least one other subnet.",
  ],
  [
    "a gap where none is allowed",
    { subnetStrategy: "Exact" },
    "There are gaps in the subnet ranges. Please fix the following gaps: ",
  ],
  [
    "a NAT gateway without a public subnet",
    { subnetSpecs: [{ type: "Private", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }] },
    "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway resource",
  ],
  [
    "addresses without a gateway",
    { natGateways: { strategy: "None", elasticIpAllocationIds: ["eipalloc-1"] } },
    "Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'.",
  ],
])("%s is refused as awsx refuses it", (_, change, message) => {
  expect(() => planVpc("net", args(change as Properties), zones)).toThrow(message);
});

test("masks are laid out zone by zone", () => {
  const { subnets } = planVpc(
    "net",
    args({
      natGateways: { strategy: "None" },
      subnetSpecs: [
        { type: "Public", cidrMask: 24 },
        { type: "Private", cidrMask: 20 },
      ],
    }),
    zones,
  );
  expect(subnets.map(({ resourceName, cidrBlock }) => `${resourceName} ${cidrBlock}`)).toEqual([
    "net-public-1 10.0.0.0/24",
    "net-private-1 10.0.16.0/20",
    "net-public-2 10.0.128.0/24",
    "net-private-2 10.0.144.0/20",
  ]);
});
