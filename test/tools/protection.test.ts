import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { settingsBeforeDestroy } from "../../shared/config-schema.ts";
import { openBackend } from "../../tools/backend.ts";
import { findSchema } from "../../tools/config-check.ts";
import { discoverRepository, type Layer } from "../../tools/layers.ts";
import type { PlanNode } from "../../tools/plan.ts";
import { findKept } from "../../tools/protection.ts";
import { createTemporaryFolder, writeFileAt } from "../support/temporary-folder.ts";

const repository = await discoverRepository(import.meta.dirname);

/** The names of a stack's resources that cannot be deleted, its state being as the engine writes it. */
async function keptOf(...resources: object[]): Promise<string[]> {
  const folder = createTemporaryFolder();
  const checkpoint = {
    latest: {
      resources: [{ type: "pulumi:pulumi:Stack" }, ...resources],
      pending_operations: [{ type: "creating", resource: { urn: "urn:pulumi:dev::20-data::fake::another" } }],
    },
  };
  await writeFileAt(join(folder, ".pulumi", "stacks", "20-data", "dev.json"), JSON.stringify({ checkpoint }));
  const fullName = "organization/20-data/dev";
  const stack = await (await openBackend({ file: "", env: {} }, folder, `file://${folder}`)).read(fullName);
  const layer = repository.layers.find(({ name }) => name === "20-data") as Layer;
  const node: PlanNode = {
    id: "20-data/dev",
    layer,
    stack: "dev",
    reads: [],
    unconfigured: [],
    shared: false,
  };
  const workspace = { addressOf: () => ({ fullName, folder }) };
  return findKept(workspace, [node], [stack!]).flatMap((kept) => kept.resources.map(({ name }) => name));
}

const one = { type: "aws:some/thing:Thing", urn: "urn:pulumi:dev::20-data::aws:some/thing:Thing::one" };

test.each<[string, object]>([
  ["is protected in the state", { protect: true }],
  ["is protected in the state, although only AWS would keep it", { protect: true, retainOnDelete: true }],
  ["is protected in the state, although it is another stack's", { protect: true, external: true }],
  ["is protected and to be deleted after a replacement", { protect: true, delete: true }],
  ["is a database or cluster with AWS's deletion protection", { outputs: { deletionProtection: true } }],
  ["is a user pool with AWS's deletion protection", { outputs: { deletionProtection: "ACTIVE" } }],
  ["is a load balancer with AWS's deletion protection", { outputs: { enableDeletionProtection: true } }],
])("what %s cannot be destroyed", async (_name, state) => {
  expect(await keptOf({ ...one, ...state })).toEqual(["one"]);
});

test.each<[string, object]>([
  ["nothing is said of", {}],
  ["was unprotected", { protect: false }],
  ["AWS protects no more", { outputs: { deletionProtection: "INACTIVE", enableDeletionProtection: false } }],
  [
    "AWS protects and the engine leaves to it",
    { outputs: { deletionProtection: true }, retainOnDelete: true },
  ],
  ["AWS protects and was only read", { outputs: { enableDeletionProtection: true }, external: true }],
])("what %s can be destroyed", async (_name, state) => {
  expect(await keptOf({ ...one, ...state })).toEqual([]);
});

test("a destroyed stack keeps nothing", async () => {
  expect(await keptOf()).toEqual([]);
});

test("the layers say which of their settings keep something from being destroyed, and what to set", async () => {
  const settings = await Promise.all(
    repository.layers.map(async (layer) => {
      const schema = await findSchema(layer);
      return (schema === undefined ? [] : settingsBeforeDestroy(schema)).map(
        ([key, value]) => `${layer.name}:${key}: ${String(value)}`,
      );
    }),
  );
  expect(settings.flat()).toEqual([
    "00-account:account.logs.keep: false",
    "10-network:network.protect: false",
    "20-data:data.db.deletionProtection: false",
    "30-ecs:compute.alb.deletionProtection: false",
    "50-auth:auth.cognito.protect: false",
    "80-harden:harden.backup.forceDestroy: true",
  ]);
});
