import { UserError } from "../errors.ts";
import { findService, reachService } from "../operations/chosen-service.ts";
import { chooseTask, requireShellPrograms, runInTask } from "../operations/exec.ts";
import { openSession } from "../operations/session.ts";
import { printError } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

/** `rollout exec <service> [-- command]`: runs a command, or a shell, in a running task of a service. */
export async function exec(
  name: string,
  command: readonly string[],
  options: ProjectOptions,
): Promise<number> {
  const session = await openSession("exec", options);
  const found = findService(session.environment, name);
  // A setting that allows shells means nothing to what has none.
  const of = await reachService(session, found, "exec");
  if (!found.it.exec) {
    const { key } = found.it.image;
    throw new UserError(`service "${name}" allows no shell, expected exec: true in its configuration`, {
      remedy: `set ${[...key.slice(0, -1), "exec"].join(".")} and bring ${found.stack.node.layer.name} up; take it back when you are done`,
    });
  }
  await requireShellPrograms();
  const task = await chooseTask(of);
  printError(`in task ${task.split("/").at(-1)}`);
  return runInTask(of, task, command.length === 0 ? ["/bin/sh"] : command);
}
