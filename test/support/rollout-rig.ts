import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { startProcess, type ProcessResult, type RunningProcess } from "../../tools/process.ts";
import type { TimedPlan } from "../../tools/timing/layer-tasks.ts";
import { createTemporaryFolder, writeFileAt } from "./temporary-folder.ts";

const tool = fileURLToPath(new URL("../../tools/cli.ts", import.meta.url));
const fakeEngine = fileURLToPath(new URL("fixtures/fake-engine", import.meta.url));

// Each run of the tool is several processes, and a machine that runs all tests at once is slow.
jest.setTimeout(120_000);

export interface LayerSketch {
  reads?: string[];
  optionalReads?: string[];
  /** Stack files, by stack name: further lines below "config:". */
  stacks?: Record<string, string>;
}

/** What the fake engine does with a layer; see fixtures/fake-engine/pulumi. */
export interface LayerScript {
  seconds?: number;
  fails?: string;
  /** Only the first runs of a command fail. */
  failsTimes?: number;
  /** The operation that is open in the state while it runs, such as "creating". */
  pending?: string;
  stderr?: string;
  ignoresInterrupt?: boolean;
  /** What a preview plans, by URN. */
  plan?: TimedPlan["resourcePlans"];
  /** What an update leaves in the state besides the stack, as the engine writes it. */
  resources?: { urn: string; type: string; [key: string]: unknown }[];
  reads?: { stack: string; layer: string; version: number; keys: string[]; digest: string }[];
}

export interface Call {
  event: "start" | "end" | "SIGINT";
  command: string;
  stack: string;
  time: number;
  pid: number;
  argv?: string[];
  planned?: string;
  emulator?: string;
}

/** A made-up repository in a temporary folder with an engine that only pretends. */
export interface RolloutRig {
  root: string;
  script(layers: Record<string, LayerScript>): Promise<void>;
  run(args: string[], env?: Record<string, string | undefined>): Promise<ProcessResult>;
  start(args: string[]): RunningProcess;
  /** What the engine was called for, in order. */
  calls(): Promise<Call[]>;
}

/** Sketches a repository: layers by name, each with a stack "dev" unless it says otherwise. */
export async function createRolloutRig(layers: Record<string, LayerSketch>): Promise<RolloutRig> {
  const root = createTemporaryFolder();
  await writeFileAt(join(root, "package.json"), JSON.stringify({ type: "module", rollout: {} }));
  for (const [name, { reads = [], optionalReads = [], stacks = { dev: "" } }] of Object.entries(layers)) {
    await writeFileAt(join(root, "stacks", name, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    for (const [stack, lines] of Object.entries(stacks)) {
      await writeFileAt(join(root, "stacks", name, `Pulumi.${stack}.yaml`), `config:\n${lines}`);
    }
    const stub = (layer: string) => ({ layer, outputs: {}, reads: [], optionalReads: [] });
    const contract = {
      ...{ layer: name, version: 1, outputs: {}, secrets: [] },
      ...{ reads: reads.map(stub), optionalReads: optionalReads.map(stub) },
    };
    await writeFileAt(
      join(root, "shared", "contracts", `${name}.ts`),
      `export const contract = ${JSON.stringify(contract)};\n`,
    );
  }
  const start = (args: string[], env: Record<string, string | undefined> = {}): RunningProcess =>
    startProcess(process.execPath, [tool, ...args], {
      cwd: root,
      env: {
        PATH: [fakeEngine, environmentVariable("PATH")].join(delimiter),
        PULUMI_BACKEND_URL: `file://${join(root, "backend")}`,
        XDG_CACHE_HOME: join(root, "cache"),
        FAKE_ENGINE: root,
        ...env,
      },
    });
  return {
    root,
    start,
    run: (args, env) => start(args, env).result,
    script: (scripts) => writeFileAt(join(root, "script.json"), JSON.stringify(scripts)),
    async calls() {
      const text = await readFile(join(root, "calls.jsonl"), "utf8").catch(() => "");
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Call);
    },
  };
}

/** "up 10-a/dev" for each operation that was started, in order; the creation of stacks left out. */
export async function operations(rig: RolloutRig): Promise<string[]> {
  const calls = await rig.calls();
  return calls
    .filter(({ event, command }) => event === "start" && !command.startsWith("stack"))
    .map(({ command, stack }) => `${command} ${stack}`);
}
