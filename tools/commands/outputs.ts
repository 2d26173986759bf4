import { revealOutputs } from "../backend.ts";
import { showValue, type StepState } from "../engine-events.ts";
import { print } from "../output.ts";
import { selectNodes } from "../plan.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { printOutputs } from "../reporters/summary.ts";

export interface OutputsOptions extends ProjectOptions {
  json?: boolean;
  showSecrets?: boolean;
}

/** `rollout outputs`: what deployed layers publish, secrets masked unless asked for. */
export async function outputs(names: readonly string[], options: OutputsOptions): Promise<number> {
  const project = await openProject(options);
  const nodes = selectNodes(project.plan, { names, includeShared: true });
  const workspace = await openWorkspace(project, options, "read");
  try {
    const found: Record<string, unknown> = {};
    for (const { id, layer, stack } of nodes) {
      const address = workspace.addressOf(layer, stack);
      const deployed = await workspace.backend.read(address.fullName);
      if (deployed?.exists !== true) {
        found[id] = null;
        continue;
      }
      found[id] =
        options.showSecrets === true
          ? await revealOutputs(workspace.pulumi, address)
          : showValue(deployed.outputs satisfies StepState["outputs"]);
    }
    if (options.json === true) print(JSON.stringify(found, null, 2));
    else {
      for (const [id, values] of Object.entries(found)) {
        if (values === null) print(`\n${id}\n  was never deployed, or was destroyed`);
        else printOutputs(id, values as Record<string, unknown>);
      }
    }
    return 0;
  } finally {
    await workspace.close();
  }
}
