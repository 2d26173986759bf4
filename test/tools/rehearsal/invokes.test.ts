import { expect, test } from "@jest/globals";
import { invoke } from "../../../tools/rehearsal/invokes/index.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { openMemoryStore } from "../../../tools/rehearsal/store.ts";

const login = { account: "111122223333", region: "us-west-1", defaultTags: {} };
const ask = (token: string, args: Properties = {}) =>
  invoke({ token, args, login, store: openMemoryStore() });

test("a function that nobody wrote down is refused, never made up", () => {
  expect(() => ask("aws:ec2/getVpc:getVpc")).toThrow(
    'the stand-in AWS does not know the function "aws:ec2/getVpc:getVpc"',
  );
});

test("a new account sees two zones in us-west-1 and six in us-east-1", () => {
  const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
  expect(ask(token)).toMatchObject({
    names: ["us-west-1a", "us-west-1c"],
    zoneIds: ["usw1-az3", "usw1-az1"],
  });
  expect(ask(token, { region: "us-east-1" })["names"]).toHaveLength(6);
});

test("a policy document is rendered as the provider renders it", () => {
  const { json } = ask("aws:iam/getPolicyDocument:getPolicyDocument", {
    statements: [
      {
        sid: "Read",
        actions: ["s3:GetObject", "s3:ListBucket"],
        resources: ["arn:aws:s3:::docs"],
        principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["true"] }],
      },
    ],
  });
  expect(JSON.parse(String(json))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Read",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetObject"],
        Resource: "arn:aws:s3:::docs",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      },
    ],
  });
});

test.each([
  [
    "aws:rds/getEngineVersion:getEngineVersion",
    { engine: "postgres", version: "9.6" },
    "Your query returned no results.",
  ],
  [
    "aws:ec2/getManagedPrefixList:getManagedPrefixList",
    { name: "com.amazonaws.none" },
    "no matching EC2 Managed Prefix List found",
  ],
  [
    "aws:ssm/getParameter:getParameter",
    { name: "/none" },
    "reading SSM Parameter (/none): couldn't find resource",
  ],
  [
    "aws:acm/getCertificate:getCertificate",
    { domain: "example.com" },
    'no certificate for domain "example.com" found in this Region',
  ],
])("%s finds nothing where there is nothing", (token, args, message) => {
  expect(() => ask(token, args)).toThrow(message);
});
