import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { createRolloutRig, operations, type LayerSketch } from "../support/rollout-rig.ts";
import { writeFileAt } from "../support/temporary-folder.ts";

const layers = { "10-network": {}, "20-data": { reads: ["10-network"] } };

async function run(args: string[], sketch: Record<string, LayerSketch> = layers) {
  const rig = await createRolloutRig(sketch);
  const { exitCode, stdout, stderr } = await rig.run(args);
  return {
    exitCode,
    stdout,
    stderr: stderr.replaceAll(rig.root, "<repository>"),
    called: await operations(rig),
  };
}

test("an unknown layer is refused with the nearest one", async () => {
  expect(await run(["up", "netwrok", "--yes"])).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: [
      'error: layer "netwrok" does not exist in environment "dev", expected one of 10-network, 20-data',
      'to do: did you mean "10-network"?',
    ].join("\n"),
    called: [],
  });
});

test("an unknown environment is refused with those that exist", async () => {
  expect(await run(["up", "--env", "prod", "--yes"])).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: environment "prod" is not configured, expected one of dev',
      "to do: write Pulumi.prod.yaml for its layers, or run: rollout init --env prod",
    ].join("\n"),
  });
});

test("a change of the real environment is not made without a yes where nobody can be asked", async () => {
  expect(await run(["up"])).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: "up" of environment "dev" is not confirmed, expected --yes',
      "to do: add --yes to: rollout up 10-network/dev, 20-data/dev",
    ].join("\n"),
    called: [],
  });
});

test.each([
  [["up", "--fresh"], "error: --fresh means nothing without --rehearse"],
  [["up", "--state-dir", "x"], "error: --state-dir means nothing without --rehearse"],
  [["up", "--rehearse", "--profile", "dev"], "error: --profile means nothing without --blueprint"],
  [
    ["up", "--blueprint", "app"],
    "error: --blueprint is only for previews and rehearsals, and up without --rehearse is for real",
  ],
  [["upp"], "error: unknown command 'upp'"],
  [["up", "--parallel", "0"], 'expected a whole number of at least 1, got "0"'],
])("%j makes no sense and is refused", async (args, message) => {
  const { exitCode, stderr, called } = await run(args);
  expect({ exitCode, called }).toEqual({ exitCode: 2, called: [] });
  expect(stderr).toContain(message);
});

test("faults in the configuration of all layers are told at once and nothing is started", async () => {
  const rig = await createRolloutRig({
    "10-network": { stacks: { dev: "  10-network:zonez: 3\n  10-network:product: app\n" } },
    "20-data": { stacks: { dev: "  20-data:size: big\n" } },
  });
  const shared = new URL("../../shared/config-schema.ts", import.meta.url).href;
  for (const layer of ["10-network", "20-data"]) {
    await writeFileAt(
      join(rig.root, "stacks", layer, "config.ts"),
      `import { defineLayerConfig } from "${shared}";\nexport const config = defineLayerConfig({});\n`,
    );
  }
  const { exitCode, stderr } = await rig.run(["up", "--yes"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("the configuration of 10-network/dev is wrong");
  expect(stderr).toContain("  - 10-network:zonez is not a configuration key");
  expect(stderr).toContain("  - 20-data:product is missing, expected string");
  expect(stderr).toContain("to do: correct these keys and run it again; nothing was changed");
  expect(await operations(rig)).toEqual([]);
});

test("destroy of what a deployed stack still reads is refused, also with --yes", async () => {
  const rig = await createRolloutRig(layers);
  const read = { layer: "10-network", version: 1, keys: ["vpcId"], digest: "" };
  await rig.script({ "20-data": { reads: [{ stack: "organization/10-network/dev", ...read }] } });
  await rig.run(["up", "--yes"]);
  const { exitCode, stderr } = await rig.run(["destroy", "10-network", "--yes"]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: [
      "error: deployed stacks still read what is to be destroyed:",
      "  - 10-network/dev is read by 20-data/dev: vpcId",
      "to do: destroy the readers first or with it (--with-readers); nothing was changed",
    ].join("\n"),
  });
  expect((await rig.run(["destroy", "10-network", "--with-readers", "--yes"])).exitCode).toBe(0);
  expect((await operations(rig)).slice(2)).toEqual(["destroy 20-data/dev", "destroy 10-network/dev"]);
});

const thing = (name: string, state: object) => ({
  urn: `urn:pulumi:dev::20-data::fake:Store$fake:index:Thing::${name}`,
  type: "fake:index:Thing",
  ...state,
});

test("a stack of which something cannot be deleted is refused before anything is destroyed, with the way to unlock it", async () => {
  const rig = await createRolloutRig(layers);
  const kept = ["a", "b", "c", "d", "e", "f"].map((name) => thing(name, { protect: true }));
  const read = { layer: "10-network", version: 1, keys: ["vpcId"], digest: "" };
  await rig.script({
    "10-network": { resources: [thing("balancer", { outputs: { enableDeletionProtection: true } })] },
    "20-data": {
      reads: [{ stack: "organization/10-network/dev", ...read }],
      resources: [thing("free", { protect: false }), ...kept],
    },
  });
  await rig.run(["up", "--yes"]);
  const before = await rig.calls();
  const network = "  - 10-network/dev: fake:index:Thing balancer";
  const steps = [
    "when it is to go for good, take a last backup and unlock it in this order; nothing was changed",
    "  1. turn off AWS's deletion protection in the program of 10-network/dev",
    "  2. rollout up 10-network/dev --env dev",
  ];
  for (const more of [[], ["--continue"], ["10-network", "--with-readers"]]) {
    const { exitCode, stdout, stderr } = await rig.run(["destroy", ...more, "--yes"]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: [
        "error: what is to be destroyed is protected:",
        network,
        "  - 20-data/dev: fake:index:Thing a, fake:index:Thing b, fake:index:Thing c, fake:index:Thing d, fake:index:Thing e and 1 more",
        `to do: ${steps.join("\n")}`,
        `  3. cd ${join(rig.root, "stacks", "20-data")} && pulumi state unprotect --all --stack organization/20-data/dev`,
      ].join("\n"),
    });
  }
  expect((await rig.run(["destroy", "10-network", "--yes"])).stderr).toBe(
    [
      "error: deployed stacks still read what is to be destroyed:",
      "  - 10-network/dev is read by 20-data/dev: vpcId",
      "what is to be destroyed is protected:",
      network,
      "to do: destroy the readers first or with it (--with-readers); nothing was changed",
      ...steps,
    ].join("\n"),
  );
  expect(await rig.calls()).toEqual(before);
});

test("a resumed destroy is refused for what is left and protected by now, not for what is gone", async () => {
  const rig = await createRolloutRig(layers);
  await rig.script({
    "20-data": { resources: [thing("one", {})] },
    "10-network": { resources: [thing("vpc", {})] },
  });
  await rig.run(["up", "--yes"]);
  await rig.script({ "10-network": { fails: "DependencyViolation" } });
  expect((await rig.run(["destroy", "--yes"])).exitCode).toBe(1);
  const file = join(rig.root, "backend", ".pulumi", "stacks", "10-network", "dev.json");
  const unlocked = await readFile(file, "utf8");
  await writeFile(
    file,
    unlocked.replace('"type":"fake:index:Thing"', '"type":"fake:index:Thing","protect":true'),
  );
  const refused = await rig.run(["destroy", "--resume", "--yes"]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(
    "error: what is to be destroyed is protected:\n  - 10-network/dev: fake:index:Thing vpc\nto do: ",
  );
  await writeFile(file, unlocked);
  await rig.script({});
  expect((await rig.run(["destroy", "--resume", "--yes"])).exitCode).toBe(0);
  expect(await operations(rig)).toEqual([
    ...["up 10-network/dev", "up 20-data/dev"],
    ...["destroy 20-data/dev", "destroy 10-network/dev", "destroy 10-network/dev"],
  ]);
});

test("a protected environment is destroyed only when its name is given", async () => {
  const rig = await createRolloutRig({ "10-network": { stacks: { blue: "  10-network:profile: prod\n" } } });
  await rig.run(["up", "--yes"]);
  const refused = await rig.run(["destroy", "--yes"]);
  expect(refused).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: environment "blue" is protected and its destruction is not confirmed, expected --confirm blue',
      "to do: nothing was changed; --yes is not enough here",
    ].join("\n"),
  });
  expect((await rig.run(["destroy", "--confirm", "green"])).exitCode).toBe(2);
  expect((await rig.run(["destroy", "--confirm", "blue"])).exitCode).toBe(0);
});

test.each([
  ["incorrect passphrase", "the passphrase is wrong", "set PULUMI_CONFIG_PASSPHRASE"],
  ["the stack is currently locked by 1 lock(s)", "the stack is locked", "pulumi cancel"],
  [
    "dial tcp: lookup bucket: no such host",
    "the backend, where the state is kept, cannot be reached",
    "PULUMI_BACKEND_URL",
  ],
])("an engine that says %s gets a message with a remedy", async (stderr, message, remedy) => {
  const rig = await createRolloutRig({ "10-network": {} });
  await rig.script({ "10-network": { stderr } });
  const { exitCode, stdout } = await rig.run(["up", "--yes"]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(message);
  expect(stdout).toMatch(new RegExp(`to do: .*${remedy}`));
});

test("a corrupt state is told with the place of its backups, and nothing is started", async () => {
  const rig = await createRolloutRig(layers);
  await rig.run(["up", "--yes"]);
  await writeFile(
    join(rig.root, "backend", ".pulumi", "stacks", "10-network", "dev.json"),
    '{"version": 3, ',
  );
  const { exitCode, stderr } = await rig.run(["up", "--yes"]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^error: the state of organization\/10-network\/dev is corrupt, expected a Pulumi checkpoint/,
  );
  expect(stderr).toContain("to do: look for its last good state in ");
  expect((await operations(rig)).length).toBe(2);
});

test("an engine that cannot be obtained is told with what was looked at", async () => {
  const rig = await createRolloutRig(layers);
  const folder = join(rig.root, "old");
  await writeFileAt(join(folder, "pulumi"), "#!/bin/sh\necho v3.1.0\n");
  await chmod(join(folder, "pulumi"), 0o755);
  const { exitCode, stderr } = await rig.run(["up", "--yes"], {
    PATH: folder,
    PULUMI_HOME: rig.root,
    HOME: rig.root,
  });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('has the wrong version, expected "3.259.0", got "3.1.0"');
  expect(stderr).toContain('to do: run "npm run setup", which gets it');
});

test("a state folder that cannot be written is told as such", async () => {
  const rig = await createRolloutRig(layers);
  await rm(join(rig.root, ".rollout"), { recursive: true, force: true });
  await writeFile(join(rig.root, ".rollout"), "a file where a folder is needed");
  const { exitCode, stderr } = await rig.run(["up", "--yes"]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("error: the state folder");
});
