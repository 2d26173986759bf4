import { expect, test } from "@jest/globals";
import { discoverRepository } from "../../tools/layers.ts";
import {
  environmentsOf,
  planEnvironment,
  reverseWaits,
  selectNodes,
  waitsFor,
  type Plan,
  type Selection,
} from "../../tools/plan.ts";
import { createRolloutRig, type LayerSketch } from "../support/rollout-rig.ts";

//       10-b ── 20-d
//      /            \
// 00-a                30-e
//      \            /
//       10-c ──────/
const diamond = {
  "00-a": {},
  "10-b": { reads: ["00-a"] },
  "10-c": { reads: ["00-a"] },
  "20-d": { reads: ["10-b"] },
  "30-e": { reads: ["10-c", "20-d"] },
};

async function planOf(layers: Record<string, LayerSketch>, environment = "dev"): Promise<Plan> {
  const { root } = await createRolloutRig(layers);
  return planEnvironment(await discoverRepository(root), environment);
}

async function select(names: string[], more: Partial<Selection> = {}): Promise<string[]> {
  const plan = await planOf(diamond);
  return selectNodes(plan, { names, includeShared: true, ...more }).map(({ layer }) => layer.name);
}

test.each([
  ["nothing named", [], {}, ["00-a", "10-b", "10-c", "20-d", "30-e"]],
  ["a name", ["20-d"], {}, ["20-d"]],
  ["a number", ["20"], {}, ["20-d"]],
  ["a part of a name", ["e"], {}, ["30-e"]],
  ["a stack", ["20/dev"], {}, ["20-d"]],
  ["two, in rank order", ["30", "00-a"], {}, ["00-a", "30-e"]],
  ["with upstreams", ["d"], { withUpstreams: true }, ["00-a", "10-b", "20-d"]],
  ["with readers", ["10-b"], { withReaders: true }, ["10-b", "20-d", "30-e"]],
  ["with both", ["20"], { withUpstreams: true, withReaders: true }, ["00-a", "10-b", "20-d", "30-e"]],
])("%s selects the layers that a person means", async (_case, names, more, layers) => {
  expect(await select(names, more)).toEqual(layers);
});

test.each([
  ["10", 'layer "10" is ambiguous, expected one of 10-b, 10-c'],
  [
    "zebra",
    'layer "zebra" does not exist in environment "dev", expected one of 00-a, 10-b, 10-c, 20-d, 30-e',
  ],
])("%s is refused with the layers that there are", async (name, message) => {
  await expect(select([name])).rejects.toThrow(message);
});

test("a name that is nearly right is answered with the right one", async () => {
  const plan = await planOf({ "10-network": {}, "20-data": {} });
  expect(() => selectNodes(plan, { names: ["netwrok"], includeShared: true })).toThrow(
    expect.objectContaining({ remedy: 'did you mean "10-network"?', exitCode: 2 }),
  );
});

test("a layer waits for all selected ones below it, also over one that is not selected", async () => {
  const plan = await planOf(diamond);
  const waits = waitsFor(plan, selectNodes(plan, { names: ["00", "20", "30"], includeShared: true }));
  expect([...waits]).toEqual([
    ["00-a/dev", []],
    ["20-d/dev", ["00-a/dev"]],
    ["30-e/dev", ["00-a/dev", "20-d/dev"]],
  ]);
  expect([...reverseWaits(waits)]).toEqual([
    ["30-e/dev", []],
    ["20-d/dev", ["30-e/dev"]],
    ["00-a/dev", ["20-d/dev", "30-e/dev"]],
  ]);
});

const accounts = {
  "00-account": { stacks: { nonprod: "" } },
  "10-network": {
    reads: ["00-account"],
    stacks: {
      dev: '  10-network:upstreams: {"00-account": nonprod}\n',
      poc: '  10-network:upstreams: {"00-account": nonprod}\n',
    },
  },
};

test("an environment brings the shared stacks along that it reads", async () => {
  const plan = await planOf(accounts);
  expect(plan.nodes.map(({ id, shared, reads }) => ({ id, shared, reads }))).toEqual([
    { id: "00-account/nonprod", shared: true, reads: [] },
    { id: "10-network/dev", shared: false, reads: ["00-account/nonprod"] },
  ]);
});

test("a stack that only others read is not an environment, but can be planned by its name", async () => {
  const { root } = await createRolloutRig(accounts);
  const repository = await discoverRepository(root);
  expect(environmentsOf(repository)).toEqual(["dev", "poc"]);
  expect(planEnvironment(repository, "nonprod").nodes).toMatchObject([
    { id: "00-account/nonprod", shared: false },
  ]);
});

test("an unknown environment is refused with those that exist", async () => {
  await expect(planOf(accounts, "prod")).rejects.toThrow(
    'environment "prod" is not configured, expected one of dev, poc',
  );
});

test("an optional upstream is read only where the configuration names its stack", async () => {
  const layers = {
    "10-a": { stacks: { dev: "", poc: "" } },
    "20-b": { optionalReads: ["10-a"], stacks: { dev: '  20-b:upstreams: {"10-a": dev}\n', poc: "" } },
  };
  expect((await planOf(layers, "dev")).nodes.at(-1)?.reads).toEqual(["10-a/dev"]);
  expect((await planOf(layers, "poc")).nodes.at(-1)?.reads).toEqual([]);
});
