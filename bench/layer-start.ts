import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { openProject, openWorkspace } from "../tools/project.ts";
import { runPulumi } from "../tools/pulumi.ts";
import type { Workspace } from "../tools/workspace.ts";
import { inTurns, secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { writeProgram } from "./harness/programs.ts";
import { ratiosOf } from "./harness/samples.ts";
import { root, runTool } from "./harness/tool.ts";

const layerName = "60-queues";
/** What `pulumi new typescript` writes (https://github.com/pulumi/templates/tree/master/typescript). */
const emptyProgram = 'import * as pulumi from "@pulumi/pulumi";\n';
const nothing = "export {};\n";
/** All modules of the layer, and nothing of what it does with them. */
const loadingProgram = `import ${JSON.stringify(join(root, "stacks", layerName, "index.ts"))};\nexport {};\n`;
const smallProgram = `import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
export const stack = pulumi.getStack();
export const provider = aws.Provider.name;
`;

export const layerStart: Benchmark = {
  name: "layer-start",
  question: "How long does a layer take to start, against an empty Pulumi program?",
  byDefault: true,
  async run({ quick, folder, say }) {
    const stateDir = join(folder, "state");
    const up = ["up", layerName, "--with-upstreams", "--rehearse", "--state-dir", stateDir, "--fresh"];
    await runTool([...up, "--no-policy", "--no-gates"], folder);
    const wishes = { directory: root, rehearse: true, stateDir };
    const project = await openProject(wishes);
    const workspace = await openWorkspace(project, wishes);
    try {
      const node = project.plan.nodes.find(({ layer }) => layer.name === layerName);
      if (node === undefined) throw new Error(`layer ${layerName} is not in ${project.plan.environment}`);
      const layer = workspace.addressOf(node.layer, node.stack);
      const programs = {
        nothing: { loader: "native", program: nothing },
        empty: { loader: "native", program: emptyProgram },
        loading: { loader: "native", program: loadingProgram },
        native: { loader: "native", program: smallProgram },
        "ts-node": { loader: "ts-node", program: smallProgram },
      } as const;
      const folders: Record<string, string> = {};
      for (const [name, program] of Object.entries(programs)) {
        folders[name] = await writeProgram(folder, name, program);
        await runPulumi(workspace.pulumi, folders[name], ["stack", "init", "organization/" + name + "/dev"]);
      }
      const preview = (project: string, stack: string, cache: string) => (): Promise<number> =>
        timePreview(workspace, { project, stack, cache, tsNodeCache: join(folder, "ts-node") });
      const warm = join(folder, "compile-cache");
      const cold = join(folder, "empty-compile-cache");
      const program = (name: keyof typeof programs, cache: string): (() => Promise<number>) =>
        preview(folders[name] as string, `organization/${name}/dev`, cache);
      const afterForgetting = (work: () => Promise<number>) => async (): Promise<number> => {
        await rm(cold, { recursive: true, force: true });
        return work();
      };
      const afterChanging = (name: "native" | "ts-node") => {
        const run = program(name, warm);
        return async (): Promise<number> => {
          await appendFile(join(folders[name] as string, "index.ts"), "// One more line.\n");
          return run();
        };
      };
      const ways = {
        loading: program("loading", warm),
        empty: program("empty", warm),
        nothing: program("nothing", warm),
        native: program("native", warm),
        tsNode: program("ts-node", warm),
        layer: preview(layer.folder, layer.fullName, warm),
      };
      for (const warmUp of Object.values(ways)) await warmUp();
      const samples = await inTurns(
        quick ? 2 : 5,
        {
          ...ways,
          loadingCold: afterForgetting(program("loading", cold)),
          emptyCold: afterForgetting(program("empty", cold)),
          nativeChanged: afterChanging("native"),
          tsNodeChanged: afterChanging("ts-node"),
        },
        say,
      );
      const limit =
        "What comes on top is @pulumi/aws (one module of all services), zod, and the layer's own files in about equal parts.";
      return {
        measures: [
          {
            ...{ id: "warm", what: `warm: start of ${layerName} over an empty one`, unit: "x", limit },
            samples: ratiosOf(samples.loading, samples.empty),
            target: { bound: "at most", value: 1.25 },
          },
          {
            ...{ id: "cold", what: "cold: the same", unit: "x", limit },
            samples: ratiosOf(samples.loadingCold, samples.emptyCold),
            target: { bound: "at most", value: 1.25 },
          },
          {
            ...{
              id: "import",
              what: "warm: a program that imports @pulumi/aws over the empty one",
              unit: "x",
            },
            samples: ratiosOf(samples.native, samples.empty),
            target: { bound: "at most", value: 1.25 },
            limit: "@pulumi/aws is one module of all services, read at each start.",
          },
          {
            ...{ id: "loader", what: "the same program by Pulumi's default (ts-node) over ours", unit: "x" },
            samples: ratiosOf(samples.tsNode, samples.native),
            target: { bound: "at least", value: 1 },
            limit:
              "ts-node keeps what it has compiled of files that did not change, so that both wait for the same modules; " +
              "an import costs a little more than its require.",
          },
          {
            ...{ id: "loader-changed", what: "the same after a change of the program", unit: "x" },
            samples: ratiosOf(samples.tsNodeChanged, samples.nativeChanged),
            target: { bound: "at least", value: 1 },
          },
          { id: "start-seconds", what: `warm: start of ${layerName}`, unit: "s", samples: samples.loading },
          { id: "empty-seconds", what: "warm: an empty program", unit: "s", samples: samples.empty },
          {
            ...{ id: "nothing-seconds", what: "warm: a program without Pulumi", unit: "s" },
            samples: samples.nothing,
          },
          { id: "start-cold-seconds", what: "cold: the same", unit: "s", samples: samples.loadingCold },
          { id: "empty-cold-seconds", what: "cold: an empty program", unit: "s", samples: samples.emptyCold },
          {
            ...{ id: "layer-seconds", what: `warm: ${layerName} from start to end`, unit: "s" },
            samples: samples.layer,
          },
          {
            id: "native-seconds",
            what: "imports @pulumi/aws, our loader",
            unit: "s",
            samples: samples.native,
          },
          { id: "ts-node-seconds", what: "imports @pulumi/aws, ts-node", unit: "s", samples: samples.tsNode },
          {
            ...{ id: "ts-node-changed-seconds", what: "the same after a change", unit: "s" },
            samples: samples.tsNodeChanged,
          },
        ],
        notes: [
          "Each is one `pulumi preview`. The empty program is the one that `pulumi new typescript` writes. A layer's start is a program that imports the layer and does nothing with it; " +
            "from start to end the engine also looks at each of its resources and at the stacks that it reads, and " +
            "finds nothing to change. Cold is with nothing in Node's compile cache; the files themselves are in the " +
            "system's memory either way.",
        ],
      };
    } finally {
      await workspace.close();
    }
  },
};

function timePreview(
  { pulumi }: Workspace,
  {
    project,
    stack,
    cache,
    tsNodeCache,
  }: { project: string; stack: string; cache: string; tsNodeCache: string },
): Promise<number> {
  const caches = { NODE_COMPILE_CACHE: cache, TS_NODE_CACHE_DIRECTORY: tsNodeCache };
  const cached = { ...pulumi, env: { ...pulumi.env, ...caches } };
  return secondsOf(() => runPulumi(cached, project, ["preview", "--stack", stack]));
}
