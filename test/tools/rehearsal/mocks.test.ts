import { expect, test } from "@jest/globals";
import { awsMocks } from "../../../tools/rehearsal/mocks.ts";
import { unknownValue } from "../../../tools/rehearsal/property-values.ts";

const bucket = { type: "aws:s3/bucket:Bucket", name: "docs", inputs: { bucket: "docs" }, custom: true };

test("a resource under mocks has the ids and outputs of the stand-in AWS, and its inputs are recorded", async () => {
  const mocks = awsMocks({ accountId: "111122223333", region: "us-west-1" });
  const { id, state } = await mocks.newResource(bucket);
  expect(id).toBe("docs");
  expect(state).toMatchObject({
    arn: "arn:aws:s3:::docs",
    bucketRegionalDomainName: "docs.s3.us-west-1.amazonaws.com",
  });
  expect(mocks.resources).toEqual([
    {
      type: bucket.type,
      name: "docs",
      inputs: { bucket: "docs" },
      state: expect.objectContaining({ id: "docs", arn: "arn:aws:s3:::docs" }),
    },
  ]);
});

test("a resource belongs to the account, region and default tags of its provider", async () => {
  const mocks = awsMocks();
  await mocks.newResource({
    type: "pulumi:providers:aws",
    name: "edge",
    inputs: {
      region: "eu-west-1",
      allowedAccountIds: '["444455556666"]',
      defaultTags: '{"tags":{"Project":"tap"}}',
    },
  });
  const topic = { type: "aws:sns/topic:Topic", name: "alerts", inputs: { name: "alerts" }, custom: true };
  const { id, state } = await mocks.newResource({
    ...topic,
    provider: "urn:pulumi:s::p::pulumi:providers:aws::edge::edge",
  });
  expect(id).toBe("arn:aws:sns:eu-west-1:444455556666:alerts");
  expect(state["tagsAll"]).toEqual({ Project: "tap" });
});

test("a preview under mocks makes nothing up", async () => {
  const { id, state } = await awsMocks({ preview: true }).newResource(bucket);
  expect(id).toBeUndefined();
  expect(state).toMatchObject({ bucket: "docs", arn: unknownValue });
});

test("what AWS refuses fails under mocks as well", async () => {
  const mocks = awsMocks();
  await mocks.newResource(bucket);
  await expect(mocks.newResource({ ...bucket, name: "again" })).rejects.toThrow(
    "api error BucketAlreadyExists",
  );
  await expect(mocks.newResource({ ...bucket, type: "aws:ec2/subnet:Subnet" })).rejects.toThrow(
    "Invalid or unknown key",
  );
});

test("what other layers own is taken to exist", async () => {
  const { id } = await awsMocks().newResource({
    type: "aws:rds/subnetGroup:SubnetGroup",
    name: "db",
    inputs: { name: "db", subnetIds: ["subnet-00000000000000021", "subnet-00000000000000022"] },
    custom: true,
  });
  expect(id).toBe("db");
});

test("an awsx VPC has its children and its outputs", async () => {
  const mocks = awsMocks({ region: "us-west-1" });
  const { state } = await mocks.newResource({
    type: "awsx:ec2:Vpc",
    name: "net",
    custom: false,
    inputs: {
      cidrBlock: "10.0.0.0/16",
      subnetStrategy: "Auto",
      natGateways: { strategy: "None" },
      numberOfAvailabilityZones: 2,
      subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }],
    },
  });
  expect(state["vpcId"]).toMatch(/^vpc-0[0-9a-f]{16}$/);
  expect(state["publicSubnetIds"]).toHaveLength(2);
  expect(mocks.resources.filter(({ type }) => type === "aws:ec2/routeTable:RouteTable")).toHaveLength(2);
});
