import { expect, test } from "@jest/globals";
import { openAccount } from "./account-rig.ts";

test("a VPC's own security group is taken over, also again once the state has forgotten it", async () => {
  const aws = openAccount();
  const vpc = await aws.vpc();
  const takeOver = (name: string) =>
    aws.create("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", name, { vpcId: vpc.id });
  const taken = await takeOver("vpc");
  expect(taken.id).toBe(vpc["defaultSecurityGroupId"]);
  expect((await takeOver("vpc-again")).id).toBe(taken.id);
});

test("what is made under a name of its own is not made twice", async () => {
  const aws = openAccount();
  const make = () => aws.create("aws:cloudwatch/logGroup:LogGroup", "api", { name: "/shop/api" });
  await make();
  await expect(make()).rejects.toThrow("already exists");
});
