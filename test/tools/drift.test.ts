import { expect, test } from "@jest/globals";
import { driftIn, movedOutputs, readersOf } from "../../tools/drift.ts";
import type { StepState } from "../../tools/engine-events.ts";

const refreshed = (op: string, before: StepState, after: StepState | null) => ({
  resOutputsEvent: {
    metadata: {
      op,
      urn: "urn:pulumi:dev::10-network::aws:ec2/vpc:Vpc::main",
      type: "aws:ec2/vpc:Vpc",
      old: before,
      new: after,
    },
  },
});
const secret = (ciphertext: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext,
});

test("what a refresh would update has drifted, with each property as it was and is, secrets hidden", () => {
  const before = { outputs: { id: "vpc-1", cidrBlock: "10.0.0.0/16", key: secret("a") } };
  const after = { outputs: { id: "vpc-1", cidrBlock: "10.9.0.0/16", key: secret("b") } };
  expect(driftIn(refreshed("update", before, after))).toEqual({
    drifted: {
      resource: "aws:ec2/vpc:Vpc main",
      change: "changed",
      properties: [
        { name: "cidrBlock", expected: "10.0.0.0/16", found: "10.9.0.0/16" },
        { name: "key", expected: "[secret]", found: "[secret]" },
      ],
    },
    values: ["10.0.0.0/16", secret("a")],
  });
});

test("what a refresh would delete is gone, and what stays the same is no drift", () => {
  expect(driftIn(refreshed("delete", { outputs: { id: "vpc-1" } }, null))?.drifted).toEqual({
    resource: "aws:ec2/vpc:Vpc main",
    change: "gone",
    properties: [],
  });
  expect(driftIn(refreshed("same", { outputs: {} }, { outputs: {} }))).toBeUndefined();
});

test.each([
  ["the value itself", "vpc-0a1b2c3d", true],
  ["a list that holds it", ["vpc-0a1b2c3d"], true],
  ["an object that holds it", { first: { id: "vpc-0a1b2c3d" } }, true],
  ["another value", "vpc-99999999", false],
  ["a text that only contains it", "arn:vpc-0a1b2c3d", false],
  ["a secret", secret("vpc-0a1b2c3d"), false],
])("an output moves with a value when it is %s: %j", (_what, output, moves) => {
  expect(movedOutputs({ output, contract: { id: "vpc-0a1b2c3d" } }, ["vpc-0a1b2c3d"])).toEqual(
    moves ? ["output"] : [],
  );
});

test("short texts, numbers and booleans are equal by chance, so they move nothing", () => {
  expect(movedOutputs({ port: 443, on: true, mode: "open" }, [443, true, "open"])).toEqual([]);
});

test("an output that has moved concerns the deployed stacks that read it, and no other", () => {
  const reader = (layer: string, stack: string, keys: string[], exists = true) => ({
    fullName: `organization/${layer}/dev`,
    exists,
    reads: [{ stack: `organization/${stack}/dev`, layer: stack, version: 1, keys, digest: "" }],
  });
  const deployed = [
    reader("30-ecs", "10-network", ["vpcId", "vpcCidr"]),
    reader("20-data", "10-network", ["vpcCidr"]),
    reader("50-auth", "10-network", ["vpcId"]),
    reader("60-queues", "10-network", ["vpcCidr"], false),
    reader("80-harden", "00-account", ["vpcCidr"]),
  ];
  expect(readersOf("organization/10-network/dev", "vpcCidr", deployed)).toEqual([
    "20-data/dev",
    "30-ecs/dev",
  ]);
  expect(readersOf("organization/10-network/dev", "azIds", deployed)).toEqual([]);
});
