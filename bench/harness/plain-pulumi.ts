import type { PlanNode } from "../../tools/plan.ts";
import { openProject, openWorkspace } from "../../tools/project.ts";
import { runProcess } from "../../tools/process.ts";
import { prepareStack } from "../../tools/stack-creation.ts";
import { secondsOf } from "./benchmark.ts";
import { root } from "./tool.ts";

/** The layers of a rehearsal, brought up by the engine's CLI alone, as a shell script would. */
export interface PlainPulumi {
  readonly nodes: readonly PlanNode[];
  /** Seconds of `pulumi up` on one layer, with `pulumi stack init` where there is no stack yet. */
  up(node: PlanNode): Promise<number>;
  close(): Promise<void>;
}

/** Opens a rehearsal, with the stand-in AWS in this process; the caller closes it. */
export async function openPlainPulumi(options: {
  stateDir: string;
  blueprint?: string;
  latency?: string;
  fresh: boolean;
}): Promise<PlainPulumi> {
  const wishes = { directory: root, rehearse: true, ...options };
  const project = await openProject(wishes);
  const workspace = await openWorkspace(project, wishes);
  const known = new Set(await workspace.backend.list());
  return {
    nodes: project.plan.nodes,
    up: (node) =>
      secondsOf(async () => {
        const { fullName, folder } = workspace.addressOf(node.layer, node.stack);
        await prepareStack(workspace, node, !known.has(fullName));
        known.add(fullName);
        const { file, env } = workspace.pulumi;
        const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", fullName];
        const { exitCode, stdout, stderr } = await runProcess(file, args, {
          ...{ cwd: folder, env, timeoutSeconds: 600 },
        });
        if (exitCode !== 0)
          throw new Error(`pulumi up of ${fullName} ended with ${exitCode}:\n${stdout}\n${stderr}`);
      }),
    close: () => workspace.close(),
  };
}
