import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { unknownValue } from "../../../tools/rehearsal/property-values.ts";
import { checkInputs } from "../../../tools/rehearsal/resource-check.ts";

const login = {
  account: "111122223333",
  region: "us-west-1",
  defaultTags: { Environment: "dev", Project: "tap" },
};

const check = (token: string, news: Properties, olds: Properties = {}, randomSeed = "aa") =>
  checkInputs({ token, name: "Orders", login, olds, news, randomSeed });

test.each([
  [
    "a missing argument",
    "aws:ec2/subnet:Subnet",
    {},
    `Missing required argument: The argument "vpc_id" is required, but no definition was found.. Examine values at 'Orders.vpcId'.`,
  ],
  [
    "an unknown argument",
    "aws:s3/bucket:Bucket",
    { nmae: "x" },
    "Invalid or unknown key. Examine values at 'Orders.nmae'.",
  ],
  [
    "a value outside its list",
    "aws:rds/instance:Instance",
    { instanceClass: "db.t4g.micro", networkType: "IPV6" },
    `expected network_type to be one of ["IPV4" "DUAL"], got IPV6. Examine values at 'Orders.networkType'.`,
  ],
  [
    "arguments that exclude each other",
    "aws:rds/instance:Instance",
    { instanceClass: "db.t4g.micro", identifier: "a", identifierPrefix: "b" },
    `Conflicting configuration arguments: "identifier_prefix": conflicts with identifier. Examine values at 'Orders.identifierPrefix'.`,
  ],
  [
    "a value of another kind",
    "aws:ec2/vpc:Vpc",
    { enableDnsHostnames: [true] },
    "Incorrect attribute value type: expected bool, got list. Examine values at 'Orders.enableDnsHostnames'.",
  ],
])("%s is refused in the provider's words", (_, token, news, reason) => {
  expect(check(token, news).failures).toEqual([{ property: "", reason }]);
});

test("a type outside the declared modules is refused, never made up", () => {
  expect(check("aws:quicksight/user:User", {}).failures[0]?.reason).toContain(
    'the stand-in AWS does not know the type "aws:quicksight/user:User"',
  );
});

describe("names", () => {
  test("are made of the logical name and seven digits, and stay on update", () => {
    const first = check("aws:s3/bucket:Bucket", {}).inputs;
    expect(first["bucket"]).toMatch(/^orders-[0-9a-f]{7}$/);
    expect(check("aws:s3/bucket:Bucket", {}, first, "bb").inputs["bucket"]).toBe(first["bucket"]);
    expect(check("aws:s3/bucket:Bucket", {}, {}, "bb").inputs["bucket"]).not.toBe(first["bucket"]);
  });

  test("are what the program says when it says so", () => {
    expect(check("aws:s3/bucket:Bucket", { bucket: "mine" }).inputs["bucket"]).toBe("mine");
  });

  test.each([
    ["aws:rds/instance:Instance", { instanceClass: "db.t4g.micro" }, "identifier", /^Orders[0-9a-f]{7}$/],
    ["aws:kms/alias:Alias", { targetKeyId: "k" }, "name", /^alias\/Orders-[0-9a-f]{7}$/],
    ["aws:sqs/queue:Queue", { fifoQueue: true }, "name", /^Orders-[0-9a-f]{7}\.fifo$/],
  ])("of %s follow the provider", (token, news, property, form) => {
    expect(check(token, news).inputs[property]).toMatch(form);
  });

  test("of a DNS record are never made up", () => {
    expect(check("aws:route53/record:Record", { zoneId: "Z", type: "A" }).failures[0]?.reason).toContain(
      '"name" is required',
    );
  });
});

describe("tagsAll", () => {
  test("joins the provider's default tags and the resource's own", () => {
    expect(check("aws:ec2/vpc:Vpc", { tags: { Project: "utm" } }).inputs["tagsAll"]).toEqual({
      Environment: "dev",
      Project: "utm",
    });
  });

  test("is unknown while a tag is", () => {
    expect(check("aws:ec2/vpc:Vpc", { tags: { Owner: unknownValue } }).inputs["tagsAll"]).toBe(unknownValue);
  });
});
