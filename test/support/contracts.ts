import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Contract } from "../../shared/contract.ts";

/** Every contract of this repository, lowest layer first. */
export async function allContracts(): Promise<Contract[]> {
  const folder = join(import.meta.dirname, "..", "..", "shared", "contracts");
  const modules = await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<object>),
  );
  return modules
    .flatMap((module) => Object.values(module) as unknown[])
    .filter(
      (exported): exported is Contract =>
        typeof exported === "object" && exported !== null && "outputs" in exported,
    )
    .sort((a, b) => (a.layer < b.layer ? -1 : 1));
}
