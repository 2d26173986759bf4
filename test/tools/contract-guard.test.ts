import { expect, test } from "@jest/globals";
import { z } from "zod";
import { defineContract, digestOf, type Contract } from "../../shared/contract.ts";
import { recordedOutputs } from "../../shared/contract-shape.ts";
import { breaksOf } from "../../tools/contract-guard.ts";

const before = defineContract({
  layer: "10-network",
  outputs: {
    vpcId: z.string().describe("The VPC"),
    size: z.number().describe("Its size"),
    token: z.string().describe("A secret"),
  },
  secrets: ["token"],
});
const { vpcId, size, token } = before.outputs;
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };

/** What an update takes from readers of a stack that was published under `before`. */
function breaks(now: Partial<Contract>, shape = recordedOutputs.write(before)): string[] {
  const values = { vpcId: "vpc-1", size: 1 };
  const contract = {
    ...{ layer: before.layer, version: 1, keys: ["size", "token", "vpcId"], digest: digestOf(values) },
    ...{ shape, reads: [] },
  };
  const deployed = { outputs: { ...values, token: secret, contract } };
  return breaksOf(deployed, { ...before, ...now }).map(({ kind, path }) => `${kind} ${path}`);
}

test("a contract that is as it was, or promises more, takes nothing", () => {
  expect(breaks({})).toEqual([]);
  expect(breaks({ outputs: { ...before.outputs, azs: z.array(z.string()) } })).toEqual([]);
});

test("a field that is gone, renamed, of another type or of other secrecy is taken from readers", () => {
  expect(breaks({ outputs: { vpcId, token } })).toEqual(["removed size"]);
  expect(breaks({ outputs: { networkId: vpcId, size, token } })).toEqual(["renamed vpcId"]);
  expect(breaks({ outputs: { vpcId, size: z.string(), token } })).toEqual(["retyped size"]);
  expect(breaks({ secrets: [] })).toEqual(["secrecy token"]);
  expect(breaks({ secrets: ["token", "vpcId"] })).toEqual(["secrecy vpcId"]);
});

test("a field that promises less is left to the readers' own check of its value", () => {
  expect(breaks({ outputs: { vpcId: vpcId.optional(), size, token } })).toEqual([]);
});

test("of a stack that records no shape the names and the secrecy are compared", () => {
  for (const shape of ["", "{ torn"]) {
    const old = (now: Partial<Contract>) => breaks(now, shape);
    expect(old({})).toEqual([]);
    expect(old({ outputs: { vpcId, token } })).toEqual(["removed size"]);
    expect(old({ secrets: [] })).toEqual(["secrecy token"]);
    expect(old({ outputs: { vpcId, size: z.string(), token } })).toEqual([]);
  }
});

test("a stack that publishes no contract has no readers to lose", () => {
  expect(breaksOf({ outputs: { vpcId: "vpc-1" } }, { ...before, outputs: {} })).toEqual([]);
});
