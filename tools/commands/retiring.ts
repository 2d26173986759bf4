import { readAll } from "../backend.ts";
import { findRetiring, isPromised, nextStep, type RetiringOutput } from "../contract-retirement.ts";
import { discoverRepository } from "../layers.ts";
import { print } from "../output.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";

export interface RetiringOptions extends ProjectOptions {
  json?: boolean;
}

/**
 * `rollout contracts retiring`: the outputs that are going to be removed, who still takes them and what comes next. With
 * an environment or a rehearsal it also looks at the deployed stacks, which are all of the backend.
 *
 * @returns 1 where the day is over and somebody still takes one
 */
export async function showRetiring(options: RetiringOptions): Promise<number> {
  const retiring = await find(options);
  if (options.json === true) print(JSON.stringify(retiring, null, 2));
  else if (retiring.length === 0) print("no output is going to be removed");
  else retiring.forEach(printOne);
  const overdue = retiring.filter(
    ({ until, takenBy, readBy }) => !isPromised(until) && takenBy.length + readBy.length > 0,
  );
  return overdue.length === 0 ? 0 : 1;
}

async function find(options: RetiringOptions): Promise<RetiringOutput[]> {
  if (options.env === undefined && options.rehearse !== true) {
    return findRetiring(await discoverRepository(options.directory), []);
  }
  const project = await openProject(options);
  const workspace = await openWorkspace(project, options, "read");
  try {
    return findRetiring(project.repository, await readAll(workspace.backend));
  } finally {
    await workspace.close();
  }
}

function printOne(retiring: RetiringOutput): void {
  const { layer, output, replacedBy, until, takenBy, readBy } = retiring;
  const instead = replacedBy === undefined ? "nothing takes its place" : `"${replacedBy}" takes its place`;
  print(`"${output}" of ${layer} is promised until ${until}; ${instead}`);
  for (const { reader, file, line } of takenBy) print(`  taken by ${reader}  ${file}:${line}`);
  for (const reader of readBy) print(`  read by ${reader} on its last update`);
  print(`  next: ${nextStep(retiring)}`);
}
