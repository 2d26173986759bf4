import { afterAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { defineContract, digestOf } from "../../shared/contract.ts";
import { recordedOutputs } from "../../shared/contract-shape.ts";
import { plannedOutputsVariable } from "../../shared/planned-outputs.ts";
import { openLayer, partsOf } from "../../shared/stack-reference.ts";
import { published } from "../support/published.ts";
import { engineError } from "../support/engine-error.ts";
import { withEnvironment } from "../support/environment.ts";

const port = z.int().min(1).max(65535).describe("The port");
const network = defineContract({
  layer: "10-network",
  version: 2,
  secrets: ["token"],
  outputs: {
    vpcId: z.string().regex(/^vpc-/, 'expected an id such as "vpc-0a1b2c3d"').describe("The VPC"),
    port,
    token: z.string().optional().describe("A token"),
    zone: z.string().optional().describe("The zone"),
  },
});
const cache = defineContract({ layer: "15-cache", outputs: { port } });
const app = defineContract({
  layer: "20-app",
  reads: [network],
  optionalReads: [cache],
  outputs: {
    url: z.url().describe("The URL"),
    ports: z.record(z.string(), port).describe("Ports"),
    key: z.string().optional().describe("A key"),
  },
});
const good = { vpcId: "vpc-0a1b2c3d", port: 443, token: undefined, zone: undefined };
const stack = "organization/10-network/dev";

/** The stacks that a StackReference finds, and which of their outputs are secret. */
let stacks: Record<string, Record<string, unknown>>;
let secretOutputs: string[];
let registered: string[];

async function startProgram(options: { preview?: boolean } = {}): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args.type);
        return {
          id: args.id ?? args.name,
          state: { name: args.id, outputs: stacks[args.id ?? ""], secretOutputNames: secretOutputs },
        };
      },
      call: ({ inputs }) => {
        const outputs = stacks[inputs["name"] as string];
        if (outputs === undefined) throw engineError(`unknown stack "${inputs["name"]}"`);
        return { name: inputs["name"], outputs, secretOutputNames: secretOutputs };
      },
    },
    "20-app",
    "dev",
    options.preview ?? false,
    "organization",
  );
}

/** The plain value of an Output; an unknown one is pulumi.unknown. */
const valueOf = (output: pulumi.Output<unknown>) =>
  (output as unknown as { promise(withUnknowns: boolean): Promise<unknown> }).promise(true);

beforeEach(async () => {
  stacks = { [stack]: published(network, good) };
  secretOutputs = [];
  registered = [];
  await startProgram();
});

describe("read tells apart", () => {
  const readNetwork = () => openLayer(app).read(network);

  test("a good set of outputs", async () => {
    const { vpcId, port, zone } = await readNetwork();
    expect(await valueOf(vpcId)).toBe("vpc-0a1b2c3d");
    expect(await valueOf(port)).toBe(443);
    expect(await valueOf(zone)).toBeUndefined();
  });

  test("a stack that was never deployed, before anything is registered", async () => {
    stacks = {};
    await expect(readNetwork()).rejects.toThrow(
      "20-app/dev cannot read organization/10-network/dev: the stack was never deployed, expected the outputs of 10-network; " +
        "deploy it first: pulumi up --stack dev in stacks/10-network, or npm run rollout -- up 10-network --env dev",
    );
    expect(registered).toEqual([]);
  });

  test("a stack without a contract", async () => {
    stacks[stack] = {};
    await expect(readNetwork()).rejects.toThrow(
      "20-app/dev cannot read organization/10-network/dev: it publishes no contract, expected the outputs of 10-network; " +
        "its first update may have failed or it was destroyed, so deploy it: " +
        "pulumi up --stack dev in stacks/10-network, or npm run rollout -- up 10-network --env dev",
    );
  });

  test("a missing output", async () => {
    const { port, ...withoutPort } = good;
    stacks[stack] = published(network, withoutPort as typeof good);
    await expect(readNetwork()).rejects.toThrow(
      '20-app/dev cannot read "port" of organization/10-network/dev: the output is missing, expected every output of the ' +
        "10-network contract; deploy it again from this checkout: " +
        "pulumi up --stack dev in stacks/10-network, or npm run rollout -- up 10-network --env dev",
    );
  });

  test("an output that cannot be decrypted", async () => {
    const outputs = published(network, { ...good, token: "long enough" });
    delete outputs["token"]; // what the engine does with a secret that it cannot decrypt
    stacks[stack] = outputs;
    await expect(readNetwork()).rejects.toThrow(
      '20-app/dev cannot decrypt "token" of organization/10-network/dev: the output exists, but not for these credentials; ' +
        "use the passphrase (PULUMI_CONFIG_PASSPHRASE) or get kms:Decrypt on the key of organization/10-network/dev",
    );
  });

  test("values that break the contract, all at once", async () => {
    stacks[stack] = published(network, { ...good, vpcId: "net-1", port: 0 });
    await expect(readNetwork()).rejects.toThrow(
      [
        "20-app/dev cannot use organization/10-network/dev, whose outputs break the 10-network contract:",
        '  - "vpcId" expected an id such as "vpc-0a1b2c3d", got "net-1"',
        '  - "port" Too small: expected number to be >=1, got 0',
        "deploy it again: pulumi up --stack dev in stacks/10-network, or npm run rollout -- up 10-network --env dev",
      ].join("\n"),
    );
  });

  test("an older and a newer contract version", async () => {
    stacks[stack] = published({ ...network, version: 1 }, good);
    await expect(readNetwork()).rejects.toThrow(
      "it was published under version 1 of its contract, expected version 2; deploy it again: ",
    );
    stacks[stack] = published({ ...network, version: 3 }, good);
    await expect(readNetwork()).rejects.toThrow(
      "it was published under version 3 of its contract, expected version 2; update this checkout, which is older than the deployed 10-network",
    );
  });

  test("a torn set: an update that stopped half-way left some outputs new and some old", async () => {
    stacks[stack] = { ...published(network, good), port: 8443 };
    await expect(readNetwork()).rejects.toThrow(
      /^20-app\/dev cannot use organization\/10-network\/dev: its outputs are a torn set, some from its last update and some older, expected digest [0-9a-f]{12}, got [0-9a-f]{12}; its last update stopped half-way, so finish it: pulumi up --stack dev in stacks\/10-network, /,
    );
  });

  test("a torn secret, by a digest that is secret itself", async () => {
    secretOutputs = ["token", "contractSecretDigest"];
    const plain = { vpcId: good.vpcId, port: good.port };
    const outputs = {
      ...published(network, plain as typeof good),
      token: "one",
      contractSecretDigest: digestOf({ ...plain, token: "one" }),
    };
    (outputs as any).contract.keys.push("token");
    stacks[stack] = outputs;
    await expect(readNetwork()).resolves.toBeDefined();
    stacks[stack] = { ...outputs, token: "two" };
    await expect(readNetwork()).rejects.toThrow("its outputs are a torn set");
  });
});

test("a secret output stays secret and does not make its neighbours secret", async () => {
  secretOutputs = ["token", "contractSecretDigest"];
  const plain = { vpcId: good.vpcId, port: good.port };
  const outputs = {
    ...published(network, plain as typeof good),
    token: "t",
    contractSecretDigest: digestOf({ ...plain, token: "t" }),
  };
  (outputs as any).contract.keys.push("token");
  stacks[stack] = outputs;
  const { token, vpcId } = await openLayer(app).read(network);
  expect(await pulumi.isSecret(token)).toBe(true);
  expect(await pulumi.isSecret(vpcId)).toBe(false);
});

test("an output that is going to be removed is said to be, once, when a program takes it", async () => {
  const warned = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  const ending = { ...network, retiring: { port: { replacedBy: "vpcId", until: "2027-01-31" } } };
  const { vpcId, ...others } = await openLayer({ ...app, reads: [ending] }).read(ending);
  expect(await valueOf(vpcId)).toBe("vpc-0a1b2c3d");
  expect(await valueOf(others.port)).toBe(443);
  expect(warned.mock.calls).toEqual([
    ['20-app/dev reads "port" of 10-network, which is promised until 2027-01-31; take "vpcId" instead'],
  ]);
});

test("a layer reads another stack where its configuration says so", async () => {
  stacks = { "organization/10-network/shared": published(network, good) };
  await expect(openLayer(app, { "10-network": "shared" }).read(network)).resolves.toBeDefined();
});

test("an optional upstream that is not named is never looked up", async () => {
  expect(await openLayer(app).readIfNamed(cache)).toBeUndefined();
  stacks["organization/15-cache/dev"] = published(cache, { port: 6379 });
  const named = await openLayer(app, { "15-cache": "dev" }).readIfNamed(cache);
  expect(await valueOf(named!.port)).toBe(6379);
});

test("a layer cannot read what its contract does not declare, nor open another layer's contract", async () => {
  const foreign = defineContract({ layer: "05-foreign", outputs: { port } });
  // @ts-expect-error - an undeclared read does not compile either
  await expect(openLayer(app).read(foreign)).rejects.toThrow(
    '20-app/dev reads 05-foreign, which its contract does not declare; add it to "reads"',
  );
  expect(() => openLayer(network)).toThrow(
    "project 20-app opens the contract of 10-network, expected its own",
  );
});

describe("publish", () => {
  const values = { url: "https://example.com", ports: { http: 80 } };

  test("adds the version, the keys, the digest and what was read and used", async () => {
    const layer = openLayer(app);
    const { vpcId } = await layer.read(network);
    const outputs = await layer.publish({ ...values, key: vpcId });
    expect(await valueOf(pulumi.output(outputs))).toEqual({
      ...values,
      key: "vpc-0a1b2c3d",
      contract: {
        layer: "20-app",
        version: 1,
        keys: ["key", "ports", "url"],
        digest: digestOf({ ...values, key: "vpc-0a1b2c3d" }),
        shape: recordedOutputs.write(app),
        reads: [
          {
            stack,
            layer: "10-network",
            version: 2,
            keys: ["vpcId"],
            digest: digestOf({ vpcId: good.vpcId, port: good.port }),
            shape: recordedOutputs.write(network, ["vpcId"]),
          },
        ],
      },
    });
  });

  test("refuses every fault at once", async () => {
    await expect(
      // @ts-expect-error - an output that the contract does not name does not compile either
      openLayer(app).publish({ url: "nowhere", ports: { http: 0 }, extra: 1 }),
    ).rejects.toThrow(
      [
        "20-app/dev cannot publish outputs that break its contract:",
        '  - "url" Invalid URL, got "nowhere"',
        '  - "ports.http" Too small: expected number to be >=1, got 0',
        '  - "extra" is not in the contract of 20-app',
        "correct the layer's program",
      ].join("\n"),
    );
    // @ts-expect-error - a missing output does not compile either
    await expect(openLayer(app).publish({ url: values.url })).rejects.toThrow(
      '  - "ports" expected record, got nothing',
    );
  });

  test("refuses a secret that the contract does not declare", async () => {
    await expect(openLayer(app).publish({ ...values, key: pulumi.secret("k") })).rejects.toThrow(
      '  - "key" is secret, expected a plain value; publish where the secret is, not the secret',
    );
  });

  test("passes what a preview cannot know, and refuses what it can", async () => {
    await startProgram({ preview: true });
    const unknown = pulumi.output(pulumi.unknown as unknown as string);
    const outputs = await openLayer(app).publish({ url: unknown, ports: { http: 80 } });
    const resolved = (await valueOf(pulumi.output(outputs))) as Record<string, any>;
    expect(pulumi.isUnknown(resolved["url"])).toBe(true);
    expect(pulumi.isUnknown(resolved["contract"].digest)).toBe(true);
    await expect(openLayer(app).publish({ url: unknown, ports: { http: 0 } })).rejects.toThrow(
      '"ports.http" Too small',
    );
  });

  test("keeps a declared secret secret, whatever it was given as", async () => {
    stacks = {};
    await pulumi.runtime.setMocks(
      { newResource: (args) => ({ id: args.name, state: {} }), call: () => ({}) },
      "10-network",
      "dev",
      false,
      "organization",
    );
    const outputs = await openLayer(network).publish({ vpcId: "vpc-1", port: 1, token: "plain text" });
    expect(await pulumi.isSecret(outputs["token"] as pulumi.Output<string>)).toBe(true);
    expect(await pulumi.isSecret(outputs["contractSecretDigest"] as pulumi.Output<string>)).toBe(true);
    expect(await pulumi.isSecret(pulumi.output(outputs["vpcId"]))).toBe(false);
  });
});

describe("planned outputs", () => {
  const folder = mkdtempSync(join(tmpdir(), "planned-"));
  const file = join(folder, "planned.json");
  const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("are real unknowns where they are unknown, known where they are known, and secret where they are secret", async () => {
    await startProgram({ preview: true });
    writeFileSync(
      file,
      JSON.stringify({
        [stack]: { outputs: { vpcId: unknownMark, port: 443, token: unknownMark }, secrets: ["token"] },
      }),
    );
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      const layer = openLayer(app);
      const { vpcId, port, token } = await layer.read(network);
      expect(pulumi.isUnknown(await valueOf(vpcId))).toBe(true);
      expect(await valueOf(port)).toBe(443);
      expect(await pulumi.isSecret(token)).toBe(true);
      expect(await layer.readPlain(network, "vpcId")).toBeUndefined();
      expect(await layer.readPlain(network, "port")).toBe(443);
    });
    expect(registered).toEqual([]);
  });

  test("of a stack that was neither deployed nor previewed are all unknown", async () => {
    await startProgram({ preview: true });
    writeFileSync(file, JSON.stringify({ [stack]: { secrets: [] } }));
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      const { vpcId, zone } = await openLayer(app).read(network);
      expect(pulumi.isUnknown(await valueOf(vpcId))).toBe(true);
      expect(pulumi.isUnknown(await valueOf(zone))).toBe(true);
    });
  });

  test("keep a structure that is known, with unknown Outputs for the parts that are not", async () => {
    const cluster = defineContract({
      layer: "10-network",
      outputs: {
        nodes: z
          .record(z.string(), z.object({ id: z.string() }))
          .optional()
          .describe("Nodes"),
        port,
      },
    });
    const reader = defineContract({ layer: "20-app", reads: [cluster], outputs: {} });
    await startProgram({ preview: true });
    writeFileSync(
      file,
      JSON.stringify({ [stack]: { outputs: { nodes: { a: { id: unknownMark } }, port: 443 }, secrets: [] } }),
    );
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      const layer = openLayer(reader);
      const nodes = partsOf(await layer.readKnown(cluster, "nodes"));
      expect(Object.keys(nodes ?? {})).toEqual(["a"]);
      const id = partsOf(nodes?.["a"])?.id;
      expect(pulumi.Output.isInstance(id)).toBe(true);
      expect(pulumi.isUnknown(await valueOf(id as pulumi.Output<string>))).toBe(true);
      expect(await layer.readKnown(cluster, "port")).toBe(443);
    });
    writeFileSync(
      file,
      JSON.stringify({ [stack]: { outputs: { nodes: unknownMark, port: 443 }, secrets: [] } }),
    );
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      const nodes = await openLayer(reader).readKnown(cluster, "nodes");
      expect(pulumi.Output.isInstance(nodes)).toBe(true);
      expect(partsOf(nodes)).toBeUndefined();
    });
    writeFileSync(file, JSON.stringify({ [stack]: { outputs: { port: 443 }, secrets: [] } }));
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      const layer = openLayer(reader);
      const nodes = await layer.readKnown(cluster, "nodes");
      expect({ nodes, isKnown: await layer.knows(cluster) }).toEqual({ nodes: undefined, isKnown: true });
    });
    writeFileSync(file, JSON.stringify({ [stack]: { secrets: [] } }));
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      const layer = openLayer(reader);
      const nodes = await layer.readKnown(cluster, "nodes");
      expect({ nodes, isKnown: await layer.knows(cluster) }).toEqual({ nodes: undefined, isKnown: false });
    });
  });

  test("that break the contract stop the preview", async () => {
    await startProgram({ preview: true });
    writeFileSync(
      file,
      JSON.stringify({ [stack]: { outputs: { vpcId: unknownMark, port: 0 }, secrets: [] } }),
    );
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      await expect(openLayer(app).read(network)).rejects.toThrow(
        '"port" Too small: expected number to be >=1, got 0',
      );
    });
  });

  test("can never reach an update", async () => {
    writeFileSync(file, JSON.stringify({ [stack]: { outputs: { ...good }, secrets: [] } }));
    await withEnvironment({ [plannedOutputsVariable]: file }, async () => {
      await expect(openLayer(app).read(network)).rejects.toThrow(
        "20-app/dev was started with planned outputs (ROLLOUT_PLANNED_OUTPUTS), which only a preview may use; " +
          "unset ROLLOUT_PLANNED_OUTPUTS and run again",
      );
    });
  });
});
