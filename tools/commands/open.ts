import { platform } from "node:os";
import {
  describeAbsent,
  findOne,
  listAll,
  type Found,
  type OperableEnvironment,
} from "../operations/environment.ts";
import { readProject } from "../operations/session.ts";
import { isTerminal, print } from "../output.ts";
import { runProcess } from "../process.ts";
import type { ProjectOptions } from "../project.ts";

export interface OpenOptions extends ProjectOptions {
  print?: boolean;
}

/** What opens an address on a desktop; where there is none, printing it has to do. */
const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: "open", linux: "xdg-open" };

/** `rollout open [name]`: prints an address of an environment and opens it, or prints all of them. */
export async function open(name: string | undefined, options: OpenOptions): Promise<number> {
  const { environment } = await readProject(options);
  const addresses = listAddresses(environment);
  if (name === undefined) {
    const width = Math.max(0, ...addresses.map((one) => one.name.length));
    for (const one of addresses) print(`${one.name.padEnd(width)}  ${one.it}`);
    if (addresses.length === 0) {
      print(`environment "${environment.environment}" has no address${describeAbsent(environment.absent)}`);
    }
    return 0;
  }
  const { it: address } = findOne(environment, "address", addresses, name);
  print(address);
  const opener = openers[platform()];
  if (options.print !== true && options.rehearse !== true && isTerminal() && opener !== undefined) {
    await runProcess(opener, [address]);
  }
  return 0;
}

/** Each name once: users come in through the outermost layer. */
export function listAddresses(environment: OperableEnvironment): Found<string>[] {
  return [...new Map(listAll(environment, "addresses").map((one) => [one.name, one])).values()];
}
