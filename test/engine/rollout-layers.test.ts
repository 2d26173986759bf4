import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { editFile, readFiles, rehearse, summarize } from "../support/real-rollout.ts";
import { copyRepository } from "../support/repository-copy.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const layers = ["00-account", "10-network", "20-data"];
const configuration = ["--blueprint", "doc-pipeline"];

describe("account, network and data on the real engine", () => {
  const state = createTemporaryFolder();
  const run = (...args: string[]) => rehearse(repository, state, [...args, ...configuration]);
  const stackFile = (layer: string) => join(state, "state", ".pulumi", "stacks", layer, "dev.json");

  test("up brings all three up, and their outputs are printed", async () => {
    const result = await run("up", ...layers);
    expect(result.report?.layers.map(({ id, result: ended }) => `${id} ${ended}`)).toEqual([
      "00-account/dev succeeded",
      "10-network/dev succeeded",
      "20-data/dev succeeded",
    ]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/^ {2}vpcId +vpc-[0-9a-f]{17}$/m);
  });

  test("a second up changes nothing, also when it is forced to look", async () => {
    expect(summarize(await run("up", ...layers, "--force"))).toEqual(
      layers.map((layer) => `${layer}/dev succeeded +0 ~0 -0`),
    );
  });

  test("drift tells a changed VPC, the output that comes from it, and who reads that; the exit code is 1", async () => {
    const vpcs = join(state, "aws", "resources", "111111111111", "us-west-1", "ec2.Vpc");
    const [name = ""] = await readdir(vpcs);
    const clean = await run("drift", "10-network");
    expect({ exitCode: clean.exitCode, stdout: clean.stdout }).toEqual({
      exitCode: 0,
      stdout: "10-network/dev: no drift",
    });
    await editFile(join(vpcs, name), '"cidrBlock": "10.0.0.0/16"', '"cidrBlock": "10.9.0.0/16"');
    const { exitCode, stdout } = await run("drift", "10-network", "--json");
    await editFile(join(vpcs, name), '"cidrBlock": "10.9.0.0/16"', '"cidrBlock": "10.0.0.0/16"');
    expect({ exitCode, told: JSON.parse(stdout) as unknown }).toEqual({
      exitCode: 1,
      told: {
        environment: "dev",
        drifted: true,
        layers: [
          {
            id: "10-network/dev",
            resources: [
              {
                resource: "aws:ec2/vpc:Vpc vpc",
                change: "changed",
                properties: [{ name: "cidrBlock", expected: "10.0.0.0/16", found: "10.9.0.0/16" }],
              },
            ],
            published: [{ output: "vpcCidr", readBy: [] }],
          },
        ],
      },
    });
  });

  test("a preview of another CIDR shows what is replaced, and what that does to the layer that reads it; nothing is written", async () => {
    const other = await copyRepository();
    await editFile(join(other, "shared", "blueprints", "doc-pipeline.ts"), "10.0.0.0/16", "10.7.0.0/16");
    const everything = () => [
      readFiles(join(state, "state", ".pulumi", "stacks")),
      readFiles(join(state, "aws")),
    ];
    const before = everything();
    const { report, exitCode } = await rehearse(other, state, ["preview", ...layers, ...configuration]);
    expect(exitCode).toBe(0);
    const replacedAndUpdated = report!.layers.map(({ id, changes: { replaced, updated } }) => ({
      ...{ id, replaces: replaced > 0, updates: updated > 0 },
    }));
    expect(replacedAndUpdated).toEqual([
      { id: "00-account/dev", replaces: false, updates: false },
      { id: "10-network/dev", replaces: true, updates: true },
      // The subnets and groups that the database lives in are not known yet.
      { id: "20-data/dev", replaces: false, updates: true },
    ]);
    expect(everything()).toEqual(before);
  });

  test("a layer that is still read is not destroyed", async () => {
    const result = await run("destroy", "10-network", "--yes");
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain("10-network/dev is read by 20-data/dev: ");
  });

  test("a published value that breaks its contract stops the reader before it changes anything", async () => {
    const file = stackFile("10-network");
    const [, vpcId = ""] =
      /"vpcId": ?"(vpc-[0-9a-f]+)"/.exec((await run("outputs", "10", "--json")).stdout) ?? [];
    await editFile(file, vpcId, "vpc-broken");
    const result = await run("up", "20-data");
    expect(summarize(result)).toEqual(["20-data/dev failed +0 ~0 -0"]);
    expect(result.stdout).toContain("whose outputs break the 10-network contract");
    expect(result.stdout).toContain('"vpcId"');
    await editFile(file, "vpc-broken", vpcId);
  });

  test("destroy takes them down from the top", async () => {
    const result = await run("destroy", ...layers, "--yes");
    expect(result.report?.layers.map(({ id, result: ended }) => `${id} ${ended}`)).toEqual([
      "20-data/dev succeeded",
      "10-network/dev succeeded",
      "00-account/dev succeeded",
    ]);
  });
});

test("a first preview, with nothing deployed, refuses what does not fit the layers below as an update would", async () => {
  const copy = await copyRepository();
  const edit = (layer: string, from: string, to: string) =>
    editFile(join(copy, "stacks", layer, "Pulumi.dev.yaml"), from, to);
  await edit("60-queues", "- api", "- apy");
  await edit("60-queues", "docsOriginal: read", "originals: read");
  await edit("50-auth", "vpcLink: false", "vpcLink: true");
  const { report } = await rehearse(copy, createTemporaryFolder(), [
    ...["preview", "50-auth", "60-queues", "--with-upstreams"],
  ]);
  const told = report!.layers.map(({ id, faults }) => [id, faults.map(({ message }) => message).join("\n")]);
  const faultsOf = Object.fromEntries(told) as Record<string, string>;
  expect(faultsOf["30-ecs/dev"]).toBe("");
  expect(faultsOf["50-auth/dev"]).toContain(
    "50-auth:api.vpcLink is on, but 30-ecs has no internal load balancer",
  );
  expect(faultsOf["60-queues/dev"]).toContain(
    '60-queues:queues.app.senders.0 is not a service of 30-ecs, expected one of api, got "apy"',
  );
  expect(faultsOf["60-queues/dev"]).toContain(
    "60-queues:workers.default.buckets.originals names a bucket that 20-data does not have",
  );
});

test("a middle layer that AWS refuses blocks its readers and leaves the rest alone", async () => {
  const state = createTemporaryFolder();
  await mkdir(join(state, "aws"), { recursive: true });
  await writeFile(
    join(state, "aws", "faults.json"),
    JSON.stringify([
      { type: "aws:ec2/vpc:Vpc", operation: "create", error: "VpcLimitExceeded: the maximum is reached" },
    ]),
  );
  const result = await rehearse(repository, state, ["up", ...layers, ...configuration]);
  expect(result.exitCode).toBe(1);
  expect(result.report?.layers.map(({ id, result: ended, blockedBy }) => [id, ended, blockedBy])).toEqual([
    ["00-account/dev", "succeeded", undefined],
    ["10-network/dev", "failed", undefined],
    ["20-data/dev", "blocked", "10-network/dev"],
  ]);
  expect(result.stdout).toContain("VpcLimitExceeded");
});
