import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { networkConfig, type NetworkConfigInput } from "../../../stacks/10-network/config.ts";
import { examples } from "../../support/examples/network.ts";

const base = examples["doc-pipeline-dev"];

/** The faults of an example in which `change` altered the network section and `rest` the others. */
const faultsOf = (change: Record<string, unknown>, rest: Partial<NetworkConfigInput> = {}): string[] => {
  const result = checkConfig(networkConfig, { ...base, network: { ...base.network, ...change }, ...rest });
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

test.each(Object.entries(examples))("%s's configuration is accepted", (_, example) => {
  expect(checkConfig(networkConfig, example)).toHaveProperty("config");
});

test("mode, NAT and service ports have to be said, all else has a default that exposes nothing", () => {
  const result = checkConfig(networkConfig, {
    ...base,
    network: { mode: "private", nat: "none", servicePorts: [8080] },
    domain: { name: "example.com", zone: { mode: "lookup" } },
  });
  expect(result).toMatchObject({
    config: {
      network: {
        cidr: "10.0.0.0/16",
        frontDoor: "internal",
        albPorts: [80, 443],
        cloudFrontPort: 443,
        discoveryPorts: [],
        egressPorts: [443],
        dbPort: 5432,
        cachePort: 6379,
        dbProxy: false,
        vpcLambdas: false,
        dynamodbEndpoint: false,
      },
      domain: { certs: { validation: "route53", regional: true, edge: true, extraNames: [] } },
    },
  });
  expect(faultsOf({ mode: undefined, nat: undefined, servicePorts: undefined })).toEqual([
    'network.mode is missing, expected one of "open"|"private"',
    'network.nat is missing, expected one of "none"|"single"|"perAz"|"regional"|"fck-nat"',
    "network.servicePorts is missing, expected array",
  ]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["a misspelt key", { azcount: 2 }, 'network.azcount is not a configuration key; did you mean "azCount"?'],
  [
    "a public block",
    { cidr: "8.8.0.0/16" },
    "network.cidr expected a block inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
  ],
  [
    "a block too small for its zones",
    { cidr: "10.0.0.0/24", azCount: 3 },
    'network.cidr is "10.0.0.0/24", too small for 3 zones of 3 subnets, each /27 or larger as a load balancer needs, expected /23 or larger; use "10.0.0.0/23" or 2 zones',
  ],
  [
    "a count that contradicts the zones",
    { azCount: 3, azs: ["us-west-1a", "us-west-1c"] },
    "network.azCount is 3, but network.azs lists 2; remove one of the two",
  ],
  ["a zone twice", { azs: ["us-west-1a", "us-west-1a"] }, "network.azs lists a zone twice; remove one"],
  [
    "a zone elsewhere",
    { azs: ["us-west-1a", "us-east-1c"] },
    'network.azs.1 is "us-east-1c", expected a zone of us-west-1',
  ],
  [
    "pinned subnets in no zone",
    {
      subnetCidrs: {
        public: ["10.0.1.0/24", "10.0.2.0/24"],
        private: ["10.0.3.0/24", "10.0.4.0/24"],
        db: ["10.0.5.0/24", "10.0.6.0/24"],
      },
    },
    "network.azs is missing, expected the zones that the blocks of network.subnetCidrs belong to",
  ],
  [
    "a NAT instance that is not arm64",
    { nat: "fck-nat", fckNat: { amiId: "ami-0a1b2c3d4e5f67890", instanceType: "t3.nano" } },
    'network.fckNat.instanceType is wrong, expected one of "t4g.nano"|"t4g.micro"|"t4g.small"|"t4g.medium"|"t4g.large"|"t4g.xlarge", got "t3.nano"',
  ],
  [
    "a CloudFront port without a listener",
    { frontDoor: "cloudfront", albPorts: [80] },
    "network.cloudFrontPort is 443, expected one of network.albPorts (80)",
  ],
  ["a port twice", { servicePorts: [3000, 3000] }, "network.servicePorts lists a port twice; remove one"],
])("%s is refused", (_, change, message) => {
  expect(faultsOf(change)).toEqual([message]);
});

test.each(["stage", "prod"] as const)("public tasks are refused in %s", (profile) => {
  expect(faultsOf({ mode: "open" }, { profile })).toEqual([
    `network.mode is "open", expected "private" in ${profile}; public tasks are for dev and poc`,
  ]);
  expect(faultsOf({ mode: "private" }, { profile })).toEqual([]);
});

test.each<[string, NetworkConfigInput["domain"], string]>([
  [
    "records in a zone that is not there",
    { name: "example.com", zone: { mode: "none" } },
    'domain.certs.validation is "route53", but domain.zone.mode is "none"; use "manual" or "email", or name the zone',
  ],
  [
    "an id for a zone to be made",
    { name: "example.com", zone: { mode: "create", id: "Z0123456789" } },
    'domain.zone.mode is "create", but the zone\'s id or name is set, expected "lookup" with either',
  ],
  [
    "a zone of another domain",
    { name: "example.com", zone: { mode: "lookup", name: "ample.com" } },
    'domain.zone.name is "ample.com", expected "example.com" or a parent of it',
  ],
])("%s is refused", (_, domain, message) => {
  expect(faultsOf({}, { domain })).toEqual([message]);
});

test("all faults are told at once", () => {
  expect(
    faultsOf(
      { cidr: "10.0.0.0/25", azs: ["us-east-1a", "us-west-1c"] },
      { domain: { name: "example.com", zone: { mode: "none" } } },
    ),
  ).toEqual([
    'network.cidr is "10.0.0.0/25", too small for 2 zones of 3 subnets, each /27 or larger as a load balancer needs, expected /24 or larger; use "10.0.0.0/24"',
    'domain.certs.validation is "route53", but domain.zone.mode is "none"; use "manual" or "email", or name the zone',
    'network.azs.0 is "us-east-1a", expected a zone of us-west-1',
  ]);
});
