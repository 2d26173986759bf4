import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../errors.ts";

/** How one price is found in AWS's Price List; see price-list.ts. */
const priceListQuery = z.strictObject({
  service: z.string().describe("AWS's service code, such as AmazonEC2"),
  usage: z.string().describe("Usage type without the region in front"),
  attributes: z.record(z.string(), z.string()).optional().describe("What else tells it from its neighbours"),
});

const price = z.strictObject({
  what: z.string(),
  unit: z.string().describe('What one price buys; those that end in "hour" run all month'),
  source: z.url().describe("AWS's pricing page"),
  asOf: z.iso.date().describe("The day it was written down"),
  recorded: z.enum(["by hand", "from the Price List"]),
  usd: z
    .record(z.string(), z.number().min(0))
    .describe('By region; "everywhere" where it is the same in all'),
  approximate: z.array(z.string()).optional().describe("Regions whose price is derived, not read"),
  priceList: priceListQuery.optional().describe("Absent where the Price List counts in other units"),
});

/** The file of one group of prices. */
export const priceFile = z.record(z.string(), price);
export type Price = z.infer<typeof price>;
export type PriceListQuery = z.infer<typeof priceListQuery>;

/** All prices by their id. */
export type PriceTable = Readonly<Record<string, Price>>;

export const everywhere = "everywhere";
export const pricesFolder = join(import.meta.dirname, "prices");

/** Reads the committed prices; throws where a file has another form, or two hold the same id. */
export function readPrices(folder: string = pricesFolder): PriceTable {
  const table: Record<string, Price> = {};
  for (const file of priceFiles(folder)) {
    for (const [id, entry] of Object.entries(readPriceFile(join(folder, file)))) {
      if (id in table) throw new Error(`price "${id}" is in two files of ${folder}`);
      table[id] = entry;
    }
  }
  return table;
}

export function priceFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
}

export function readPriceFile(file: string): Record<string, Price> {
  return priceFile.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Regions that the table has prices of their own for. */
export function regionsOf(prices: PriceTable): string[] {
  const regions = Object.values(prices).flatMap(({ usd }) => Object.keys(usd));
  return [...new Set(regions)].filter((region) => region !== everywhere).sort();
}

/**
 * Makes sure that a region is in the table at all: an estimate of only what costs the same everywhere would mislead.
 *
 * @throws UserError for a region without prices
 */
export function requireRegion(prices: PriceTable, region: string): void {
  const known = regionsOf(prices);
  if (known.includes(region)) return;
  throw new UserError(`the prices of region "${region}" are not known, expected one of ${known.join(", ")}`, {
    remedy: `take them from AWS with: rollout cost refresh --region ${region}`,
  });
}

/** USD for one unit in a region, and whether it is derived; undefined where the table does not have it. */
export function priceIn(
  { usd, approximate = [] }: Price,
  region: string,
): { usd: number; approximate: boolean } | undefined {
  const found = usd[region] ?? usd[everywhere];
  return found === undefined ? undefined : { usd: found, approximate: approximate.includes(region) };
}

/** The oldest and the newest day on which a price was written down. */
export function datesOf(prices: PriceTable): { from: string; to: string } {
  const days = Object.values(prices)
    .map(({ asOf }) => asOf)
    .sort();
  return { from: days[0] ?? "", to: days.at(-1) ?? "" };
}
