import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openProject, openWorkspace } from "../tools/project.ts";
import { runPulumi } from "../tools/pulumi.ts";
import type { Workspace } from "../tools/workspace.ts";
import { inTurns, secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { writeProgram } from "./harness/programs.ts";
import { ratiosOf } from "./harness/samples.ts";
import { root, runTool } from "./harness/tool.ts";

const layerName = "60-queues";
const emptyProgram = "export {};\n";
const smallProgram = `import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
export const stack = pulumi.getStack();
export const provider = aws.Provider.name;
`;

export const layerStart: Benchmark = {
  name: "layer-start",
  question: "How long does a layer take to start, against a program that does nothing?",
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
        empty: { loader: "native", program: emptyProgram },
        native: { loader: "native", program: smallProgram },
        "ts-node": { loader: "ts-node", program: smallProgram },
      } as const;
      const folders: Record<string, string> = {};
      for (const [name, program] of Object.entries(programs)) {
        folders[name] = await writeProgram(folder, name, program);
        await runPulumi(workspace.pulumi, folders[name], ["stack", "init", "organization/" + name + "/dev"]);
      }
      const preview = (project: string, stack: string, cache: string) => (): Promise<number> =>
        timePreview(workspace, { project, stack, cache });
      const warm = join(folder, "compile-cache");
      const cold = join(folder, "empty-compile-cache");
      const ways = (cache: string) => ({
        layer: preview(layer.folder, layer.fullName, cache),
        empty: preview(folders["empty"] as string, "organization/empty/dev", cache),
      });
      const afterForgetting = (work: () => Promise<number>) => async (): Promise<number> => {
        await rm(cold, { recursive: true, force: true });
        return work();
      };
      const native = preview(folders["native"] as string, "organization/native/dev", warm);
      for (const warmUp of [...Object.values(ways(warm)), native]) await warmUp();
      const samples = await inTurns(
        quick ? 2 : 5,
        {
          ...ways(warm),
          layerCold: afterForgetting(ways(cold).layer),
          emptyCold: afterForgetting(ways(cold).empty),
          native,
          tsNode: preview(folders["ts-node"] as string, "organization/ts-node/dev", warm),
        },
        say,
      );
      const limit =
        "A preview of a layer is more than its start: the engine looks at each of its resources and at the stacks that " +
        "it reads. Of an empty program most is the engine, its language host and @pulumi/pulumi.";
      return {
        measures: [
          {
            ...{ id: "warm", what: `warm: ${layerName} over an empty program`, unit: "x", limit },
            samples: ratiosOf(samples.layer, samples.empty),
            target: { bound: "at most", value: 1.25 },
          },
          {
            ...{ id: "cold", what: "cold: the same", unit: "x", limit },
            samples: ratiosOf(samples.layerCold, samples.emptyCold),
            target: { bound: "at most", value: 1.25 },
          },
          {
            ...{
              id: "import",
              what: "warm: a program that imports @pulumi/aws over an empty one",
              unit: "x",
            },
            samples: ratiosOf(samples.native, samples.empty),
            target: { bound: "at most", value: 1.25 },
            limit: "@pulumi/aws is one module of all services, read at each start.",
          },
          {
            ...{
              id: "loader",
              what: "warm: the same program by Pulumi's default (ts-node) over ours",
              unit: "x",
            },
            samples: ratiosOf(samples.tsNode, samples.native),
            target: { bound: "at least", value: 1 },
          },
          { id: "layer-seconds", what: `warm: ${layerName}`, unit: "s", samples: samples.layer },
          { id: "empty-seconds", what: "warm: an empty program", unit: "s", samples: samples.empty },
          { id: "layer-cold-seconds", what: `cold: ${layerName}`, unit: "s", samples: samples.layerCold },
          { id: "empty-cold-seconds", what: "cold: an empty program", unit: "s", samples: samples.emptyCold },
          {
            id: "native-seconds",
            what: "imports @pulumi/aws, our loader",
            unit: "s",
            samples: samples.native,
          },
          { id: "ts-node-seconds", what: "imports @pulumi/aws, ts-node", unit: "s", samples: samples.tsNode },
        ],
        notes: [
          "Each is one `pulumi preview`; the layer's finds nothing to change. Cold is with nothing in Node's compile " +
            "cache; the files themselves are in the system's memory either way.",
        ],
      };
    } finally {
      await workspace.close();
    }
  },
};

function timePreview(
  { pulumi }: Workspace,
  { project, stack, cache }: { project: string; stack: string; cache: string },
): Promise<number> {
  const cached = { ...pulumi, env: { ...pulumi.env, NODE_COMPILE_CACHE: cache } };
  return secondsOf(() => runPulumi(cached, project, ["preview", "--stack", stack]));
}
