import { relative } from "node:path";
import { userInfo } from "node:os";
import { UserError } from "../errors.ts";
import { findItem, readChecklist, writeRecord } from "../gates/confirmations.ts";
import { git } from "../git-changes.ts";
import { print } from "../output.ts";
import { selectNodes } from "../plan.ts";
import { openProject, type ProjectOptions } from "../project.ts";

export interface GateConfirmOptions extends ProjectOptions {
  note?: string;
  /** Takes a confirmation back. */
  withdraw?: boolean;
}

/** `rollout gate confirm <id>`: writes down, in a file to be committed, that something only people see to is done. */
export async function confirmGate(name: string, options: GateConfirmOptions): Promise<number> {
  if (options.rehearse === true || options.blueprint !== undefined) {
    throw new UserError(
      "a confirmation is about a real environment, expected neither --rehearse nor --blueprint",
      {
        remedy: "drop them and name the environment with --env",
      },
    );
  }
  const { plan, repository } = await openProject(options);
  const nodes = selectNodes(plan, { names: [], includeShared: true });
  const item = findItem(await readChecklist(nodes), name);
  const file = relative(repository.root, item.file);
  if (options.withdraw === true) {
    await writeRecord(item, undefined);
    print(`taken back in ${file}, which is to be committed: ${item.what}`);
    return 0;
  }
  const { note } = options;
  const by = await nameOfUser(repository.root);
  await writeRecord(item, { by, at: new Date().toISOString(), ...(note !== undefined && { note }) });
  print(`${by} has confirmed in ${file}, which is to be committed: ${item.what}`);
  return 0;
}

/** As git would sign a commit, else the name at the machine. */
async function nameOfUser(folder: string): Promise<string> {
  const [name, email] = await Promise.all([
    git(folder, ["config", "user.name"]),
    git(folder, ["config", "user.email"]),
  ]);
  if (name === undefined) return userInfo().username;
  return email === undefined ? name : `${name} <${email}>`;
}
