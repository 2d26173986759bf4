import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { network } from "../../shared/contracts/network.ts";

const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/11111111-2222-3333-4444-555555555555`;

const withoutDomain: OutputValues<typeof network> = {
  vpcId: "vpc-0a1b2c3d4e5f67890",
  vpcCidr: "10.0.0.0/16",
  azs: ["us-west-1a", "us-west-1c"],
  azIds: ["usw1-az3", "usw1-az1"],
  publicSubnetIds: ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"],
  privateSubnetIds: ["subnet-0a1b2c3d4e5f67892", "subnet-0a1b2c3d4e5f67893"],
  dbSubnetIds: ["subnet-0a1b2c3d4e5f67894", "subnet-0a1b2c3d4e5f67895"],
  publicRouteTableIds: ["rtb-0a1b2c3d4e5f67890", "rtb-0a1b2c3d4e5f67891"],
  privateRouteTableIds: ["rtb-0a1b2c3d4e5f67892", "rtb-0a1b2c3d4e5f67893"],
  dbRouteTableIds: ["rtb-0a1b2c3d4e5f67894", "rtb-0a1b2c3d4e5f67895"],
  securityGroupIds: {
    alb: "sg-0a1b2c3d4e5f67890",
    app: "sg-0a1b2c3d4e5f67891",
    db: "sg-0a1b2c3d4e5f67892",
    cache: "sg-0a1b2c3d4e5f67893",
    vpcEndpoints: "sg-0a1b2c3d4e5f67894",
    vpcLink: "sg-0a1b2c3d4e5f67895",
    lambda: "sg-0a1b2c3d4e5f67896",
  },
  taskSubnetIds: ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"],
  assignPublicIp: true,
  hasEgress: true,
  natMode: "none",
  natPublicIps: [],
  natCostMonthlyUsd: 0,
  hostedZoneId: undefined,
  nameServers: undefined,
  domainName: undefined,
  regionalCertificateArn: undefined,
  edgeCertificateArn: undefined,
  certificatesIssued: false,
  validationRecords: [],
};

const withDomain: OutputValues<typeof network> = {
  ...withoutDomain,
  securityGroupIds: { ...withoutDomain.securityGroupIds, albCloudFront: "sg-0a1b2c3d4e5f67897" },
  natMode: "single",
  natPublicIps: ["52.1.2.3"],
  natCostMonthlyUsd: 38.69,
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  nameServers: ["ns-1.awsdns-01.com", "ns-2.awsdns-02.co.uk"],
  domainName: "docs.example.com",
  regionalCertificateArn: certificate("us-west-1"),
  edgeCertificateArn: certificate("us-east-1"),
  certificatesIssued: true,
  validationRecords: [{ name: "_1.docs.example.com.", type: "CNAME", value: "_2.acm-validations.aws." }],
};

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(network.outputs)
    .flatMap((key) => checkValue(network, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("an environment without a domain and one with everything both keep the contract", () => {
  expect(faultsOf(withoutDomain)).toEqual([]);
  expect(faultsOf(withDomain)).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["vpcId", { vpcId: "vpc-1" }, 'vpcId expected an id such as "vpc-0a1b2c3d4e5f67890", got "vpc-1"'],
  [
    "vpcCidr",
    { vpcCidr: "10.0.0.0" },
    'vpcCidr expected an IPv4 block such as "10.0.0.0/16", got "10.0.0.0"',
  ],
  ["azs", { azs: [] }, "azs expected two zones or more, got []"],
  [
    "azs",
    { azs: ["us-west-1", "us-west-1c"] },
    'azs.0 expected a zone such as "us-east-1a", got "us-west-1"',
  ],
  [
    "azIds",
    { azIds: ["us-west-1a", "usw1-az1"] },
    'azIds.0 expected a zone id such as "use1-az1", got "us-west-1a"',
  ],
  [
    "publicSubnetIds",
    { publicSubnetIds: [] },
    "publicSubnetIds expected one for each of two zones or more, got []",
  ],
  [
    "privateSubnetIds",
    { privateSubnetIds: ["subnet-0a1b2c3d4e5f67892", "rtb-0a1b2c3d4e5f67890"] },
    'privateSubnetIds.1 expected an id such as "subnet-0a1b2c3d4e5f67890", got "rtb-0a1b2c3d4e5f67890"',
  ],
  ["dbSubnetIds", { dbSubnetIds: undefined }, "dbSubnetIds expected array, got nothing"],
  [
    "publicRouteTableIds",
    { publicRouteTableIds: ["subnet-0a1b2c3d4e5f67890"] },
    'publicRouteTableIds.0 expected an id such as "rtb-0a1b2c3d4e5f67890", got "subnet-0a1b2c3d4e5f67890"',
  ],
  [
    "privateRouteTableIds",
    { privateRouteTableIds: "rtb-0a1b2c3d4e5f67890" },
    'privateRouteTableIds expected array, got "rtb-0a1b2c3d4e5f67890"',
  ],
  ["dbRouteTableIds", { dbRouteTableIds: [1] }, "dbRouteTableIds.0 expected string, got 1"],
  [
    "securityGroupIds",
    { securityGroupIds: { ...withoutDomain.securityGroupIds, alb: undefined } },
    "securityGroupIds.alb expected string, got nothing",
  ],
  [
    "securityGroupIds",
    { securityGroupIds: { ...withoutDomain.securityGroupIds, web: "sg-0a1b2c3d" } },
    'securityGroupIds Unrecognized key: "web", got {"alb":"sg-0a1b2c3d4e5f67890","app":"sg-0a1b2c3d4e5f67891","db":"sg-0a1b2c3d4e5f67892","cache":"sg-0a1b2c3d4e5f67893","vpcEndpoints":"sg-0a1b2c3d4e5f67894","vpcLink":"sg-0a1b2c3d4e5f67895","lambda":"s…',
  ],
  ["taskSubnetIds", { taskSubnetIds: [] }, "taskSubnetIds expected one or more, got []"],
  ["assignPublicIp", { assignPublicIp: "ENABLED" }, 'assignPublicIp expected boolean, got "ENABLED"'],
  ["hasEgress", { hasEgress: undefined }, "hasEgress expected boolean, got nothing"],
  [
    "natMode",
    { natMode: "OnePerAz" },
    'natMode Invalid option: expected one of "none"|"single"|"perAz"|"regional"|"fck-nat", got "OnePerAz"',
  ],
  [
    "natPublicIps",
    { natPublicIps: ["ec2-52-1-2-3.compute.amazonaws.com"] },
    'natPublicIps.0 expected an IPv4 address, got "ec2-52-1-2-3.compute.amazonaws.com"',
  ],
  ["natCostMonthlyUsd", { natCostMonthlyUsd: -1 }, "natCostMonthlyUsd expected 0 or more, got -1"],
  [
    "hostedZoneId",
    { hostedZoneId: "docs.example.com" },
    'hostedZoneId expected a zone id such as "Z0123456789ABCDEFGHIJ", got "docs.example.com"',
  ],
  [
    "nameServers",
    { nameServers: ["52.1.2.3"] },
    'nameServers.0 expected a host name such as "db.example.com", got "52.1.2.3"',
  ],
  [
    "domainName",
    { domainName: "https://docs.example.com" },
    'domainName expected a host name such as "db.example.com", got "https://docs.example.com"',
  ],
  [
    "regionalCertificateArn",
    { regionalCertificateArn: "arn:aws:iam::123456789012:server-certificate/x" },
    'regionalCertificateArn expected an ARN of acm, got "arn:aws:iam::123456789012:server-certificate/x"',
  ],
  ["edgeCertificateArn", { edgeCertificateArn: "" }, 'edgeCertificateArn expected an ARN of acm, got ""'],
  [
    "certificatesIssued",
    { certificatesIssued: "ISSUED" },
    'certificatesIssued expected boolean, got "ISSUED"',
  ],
  [
    "validationRecords",
    { validationRecords: [{ name: "_1.docs.example.com." }] },
    "validationRecords.0.type expected string, got nothing\nvalidationRecords.0.value expected string, got nothing",
  ],
])("a broken %s is named with what was expected and what came", (_, broken, message) => {
  expect(faultsOf({ ...withDomain, ...broken }).join("\n")).toBe(message);
});
