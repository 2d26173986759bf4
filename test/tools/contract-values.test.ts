import { expect, test } from "@jest/globals";
import { z } from "zod";
import { defineContract, type Contract } from "../../shared/contract.ts";
import { describeShape, recordedOutputs } from "../../shared/contract-shape.ts";
import { findNarrowReads, untakenParts } from "../../tools/contract-values.ts";
import { unknownSentinel } from "../../tools/engine-events.ts";
import type { PlanNode } from "../../tools/plan.ts";
import type { Workspace } from "../../tools/workspace.ts";
import { scenariosOf, systems } from "../blueprints/systems.ts";
import { allContracts } from "../support/contracts.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";

const before = defineContract({
  layer: "10-network",
  outputs: {
    tier: z.enum(["small", "large"]).describe("Its size"),
    db: z.object({ port: z.int().max(9999), host: z.string().regex(/^DB-/i) }).describe("Where it is"),
    zone: z.string().optional().describe("Where it is known"),
  },
});
const { db, zone } = before.outputs;
const taken = describeShape(before).outputs;

test("a value that a reader was not built to take is told with its place", () => {
  expect(untakenParts("tier", taken["tier"]!, "huge")).toEqual([
    '"tier" Invalid option: expected one of "small"|"large", got "huge"',
  ]);
  expect(untakenParts("db", taken["db"]!, { port: 15_432, host: "db-1" })).toEqual([
    '"db.port" Too big: expected number to be <=9999, got 15432',
  ]);
  expect(untakenParts("tier", taken["tier"]!, undefined)).toHaveLength(1);
});

test("what is taken, is not known yet or is secret is no fault", () => {
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ciphertext: "v1:x",
  };
  expect(untakenParts("tier", taken["tier"]!, "large")).toEqual([]);
  expect(untakenParts("tier", taken["tier"]!, unknownSentinel)).toEqual([]);
  expect(untakenParts("db", taken["db"]!, { port: unknownSentinel, host: "db-1", more: 1 })).toEqual([]);
  expect(untakenParts("tier", taken["tier"]!, secret)).toEqual([]);
  expect(untakenParts("zone", taken["zone"]!, undefined)).toEqual([]);
});

test("no layer is told that it was not built to take what is published for it", async () => {
  const [scenario] = scenariosOf(systems[0]!);
  const { outputs } = await planUnderMocks(scenario!);
  const published = (await allContracts()).flatMap((contract) => {
    const shapes = recordedOutputs.read(recordedOutputs.write(contract))!;
    const values = outputs[contract.layer] ?? {};
    return Object.entries(shapes).map(([output, shape]) => ({ output, shape, value: values[output] }));
  });
  const known = published.filter(({ value }) => value !== undefined);
  expect(known.length).toBeGreaterThan(50);
  expect(known.flatMap(({ output, shape, value }) => untakenParts(output, shape, value))).toEqual([]);
});

/** What is found where these deployed stacks read 10-network, which is brought up under another contract. */
async function narrow(now: Partial<Contract>, readers: Record<string, object>, chosen = ["10-network/dev"]) {
  const contracts = [{ ...before, ...now }, ...Object.keys(readers).map((id) => readerOf(id.split("/")[0]!))];
  const layers = contracts.map((contract) => ({ name: contract.layer, contract }));
  const workspace = {
    repository: { layers },
    addressOf: ({ name }: { name: string }, stack: string) => ({ fullName: `organization/${name}/${stack}` }),
    backend: {
      list: () => Promise.resolve(Object.keys(readers).map((id) => `organization/${id}`)),
      read: (fullName: string) =>
        Promise.resolve({ fullName, reads: [readers[fullName.replace("organization/", "")]] }),
    },
  } as unknown as Workspace;
  const nodes = chosen.map((id) => {
    const [name, stack] = id.split("/");
    return { id, stack, layer: layers.find((layer) => layer.name === name) } as unknown as PlanNode;
  });
  const found = await findNarrowReads(workspace, nodes);
  return [...found].map(([id, reads]) => [id, reads.map(({ output, reader }) => `${output} ${reader}`)]);
}

function readerOf(layer: string): Contract {
  return defineContract({ layer, reads: [before], outputs: {} });
}

function read(...names: string[]): object {
  return {
    stack: "organization/10-network/dev",
    layer: "10-network",
    shape: recordedOutputs.write(before, names),
  };
}

test("only readers are found that take an output of which less is promised, and that stay as they are", async () => {
  const wider = { outputs: { tier: z.enum(["small", "large", "huge"]), db, zone } };
  const readers = { "20-data/dev": read("tier"), "30-ecs/dev": read("db"), "50-auth/dev": {} };
  expect(await narrow({}, readers)).toEqual([]);
  expect(await narrow(wider, readers)).toEqual([["10-network/dev", ["tier 20-data/dev"]]]);
  expect(await narrow(wider, readers, ["10-network/dev", "20-data/dev"])).toEqual([]);
  expect(await narrow({ outputs: { tier: z.literal("small"), db, zone } }, readers)).toEqual([]);
  expect(await narrow({ outputs: { db, zone } }, readers)).toEqual([]);
});
