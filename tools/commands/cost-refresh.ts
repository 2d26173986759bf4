import { relative } from "node:path";
import { pricesFolder } from "../cost/price-table.ts";
import { refreshPrices, type Refreshed } from "../cost/refresh.ts";
import { print } from "../output.ts";

export interface CostRefreshOptions {
  directory: string;
  region?: readonly string[];
  /** Where the price files are. */
  prices?: string;
}

/** `rollout cost refresh`: takes the committed prices anew from AWS; 1 where one of them could not be told. */
export async function refreshCosts(options: CostRefreshOptions): Promise<number> {
  const folder = options.prices ?? pricesFolder;
  const today = new Date().toISOString().slice(0, 10);
  const told = await refreshPrices(folder, { regions: options.region ?? [], today });
  told.flatMap(describe).forEach((line) => print(line));
  const count = (result: Refreshed["result"]): number => told.filter((one) => one.result === result).length;
  print(`${count("confirmed")} confirmed, ${count("changed")} changed, ${count("kept")} kept`);
  print(`written to ${relative(process.cwd(), folder) || "."}; commit it`);
  return count("kept") > 0 ? 1 : 0;
}

/** What a person should look at; a price that is as it was is not. */
function describe(one: Refreshed): string[] {
  if (one.result === "kept") return [`${one.id} in ${one.region} stays as it is: ${one.reason}`];
  if (one.result === "confirmed") return [];
  const before = one.before === undefined ? "new" : `$${one.before} ->`;
  return [`${one.id} in ${one.region}: ${before} $${one.after}`];
}
