import { readdirSync } from "node:fs";
import { parse } from "node:path";

/**
 * The modules of a folder by file name, in order, as sources or compiled.
 *
 * @param except modules that are not of the kind that the folder collects, without their ending
 */
export function modulesBeside(folder: string, except: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((name) => /(?<!\.d)\.[jt]s$/.test(name) && !except.includes(parse(name).name))
    .sort();
}
