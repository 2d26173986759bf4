import { expect, test } from "@jest/globals";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { unknownValue } from "../../../tools/rehearsal/property-values.ts";
import { diffInputs } from "../../../tools/rehearsal/resource-diff.ts";

const subnet = "aws:ec2/subnet:Subnet";
const olds: Properties = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", tags: { Name: "a" } };

test.each<[string, string, Properties, Properties, { path: string; change: string; replaces: boolean }[]]>([
  ["nothing", subnet, olds, olds, []],
  [
    "a tag",
    subnet,
    olds,
    { ...olds, tags: { Name: "b" } },
    [{ path: "tags.Name", change: "update", replaces: false }],
  ],
  [
    "a tag with dots",
    subnet,
    olds,
    { ...olds, tags: { Name: "a", "a.b": "c" } },
    [{ path: 'tags["a.b"]', change: "add", replaces: false }],
  ],
  [
    "a subnet's block",
    subnet,
    olds,
    { ...olds, cidrBlock: "10.0.1.0/24" },
    [{ path: "cidrBlock", change: "update", replaces: true }],
  ],
  [
    "what is not known yet",
    subnet,
    olds,
    { ...olds, vpcId: unknownValue },
    [{ path: "vpcId", change: "update", replaces: true }],
  ],
  [
    "the order of a set",
    "aws:rds/subnetGroup:SubnetGroup",
    { subnetIds: ["subnet-1", "subnet-2"] },
    { subnetIds: ["subnet-2", "subnet-1"] },
    [],
  ],
  [
    "the spelling of a policy",
    "aws:iam/policy:Policy",
    { policy: '{"Version":"2012-10-17","Statement":[]}' },
    { policy: '{ "Statement": [], "Version": "2012-10-17" }' },
    [],
  ],
  [
    "the region of a resource",
    "aws:acm/certificate:Certificate",
    { domainName: "a" },
    { domainName: "a", region: "us-east-1" },
    [{ path: "region", change: "add", replaces: true }],
  ],
])("%s", (_, token, before, after, changes) => {
  expect(diffInputs(token, before, after).changes).toEqual(changes);
});

test("ignored changes are no changes", () => {
  expect(diffInputs(subnet, olds, { ...olds, cidrBlock: "10.0.1.0/24" }, ["cidrBlock"]).changes).toEqual([]);
});

test("a fixed name is deleted before it is made again, a made-up one after", () => {
  const fixed = { name: "app", path: "/" };
  expect(diffInputs("aws:iam/role:Role", fixed, { ...fixed, path: "/x/" }).deleteBeforeReplace).toBe(true);
  const made = { ...fixed, __defaults: ["name"] };
  expect(diffInputs("aws:iam/role:Role", made, { ...made, path: "/x/" }).deleteBeforeReplace).toBe(false);
});

test.each([
  ["aws:ec2/securityGroup:SecurityGroup", ["name", "description", "vpcId"]],
  ["aws:rds/instance:Instance", ["username", "dbName", "kmsKeyId", "storageEncrypted", "engine"]],
  ["aws:ec2/natGateway:NatGateway", ["subnetId", "allocationId"]],
  ["aws:secretsmanager/secret:Secret", ["name"]],
  ["aws:ec2/vpc:Vpc", ["cidrBlock"]],
])("%s is replaced when one of %j changes", (token, properties) => {
  for (const property of properties)
    expect(diffInputs(token, { [property]: "a" }, { [property]: "b" }).replaces).toEqual([property]);
});
