import { join } from "node:path";
import { PricingClient, paginateGetProducts, type Filter } from "@aws-sdk/client-pricing";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../errors.ts";
import { findListPrice, listUnits } from "./price-list.ts";
import { everywhere, priceFile, priceFiles, readPriceFile, type Price } from "./price-table.ts";

/** What became of one price. */
export type Refreshed =
  | { id: string; result: "confirmed" | "changed"; region: string; before: number | undefined; after: number }
  | { id: string; result: "kept"; region: string; reason: string };

/** The Price List has no endpoint in most regions, and the same content in all that have one. */
const priceListRegion = "us-east-1";

/**
 * Takes all prices of a table from AWS's Price List and writes those files anew. A price that cannot be told stays as it
 * is, with its date.
 *
 * @param regions to be added to those that the table has
 * @param today the day that goes with the prices, as in "2026-11-21"
 * @throws UserError where the Price List cannot be asked, with nothing written
 */
export async function refreshPrices(
  folder: string,
  { regions, today }: { regions: readonly string[]; today: string },
): Promise<Refreshed[]> {
  const client = new PricingClient({ region: priceListRegion });
  const told: Refreshed[] = [];
  const files = new Map<string, Record<string, Price>>();
  try {
    for (const file of priceFiles(folder)) {
      const entries = Object.entries(readPriceFile(join(folder, file)));
      const fresh: [string, Price][] = [];
      for (const [id, price] of entries)
        fresh.push([id, await refreshPrice(client, id, price, regions, today, told)]);
      files.set(file, Object.fromEntries(fresh));
    }
  } finally {
    client.destroy();
  }
  for (const [file, entries] of files) {
    await writeFileAtomic(join(folder, file), `${JSON.stringify(priceFile.parse(entries), null, 2)}\n`);
  }
  return told;
}

async function refreshPrice(
  client: PricingClient,
  id: string,
  price: Price,
  added: readonly string[],
  today: string,
  told: Refreshed[],
): Promise<Price> {
  const { priceList: query, unit, approximate = [] } = price;
  if (query === undefined) return price;
  const usd = { ...price.usd };
  const unknown = new Set(approximate);
  const regions = everywhere in usd ? [everywhere] : [...new Set([...Object.keys(usd), ...added])];
  let complete = true;
  for (const region of regions) {
    const asked = region === everywhere ? priceListRegion : region;
    const found = findListPrice(await productsOf(client, query.service, query.usage, asked), query);
    if ("fault" in found) {
      complete = false;
      told.push({ id, result: "kept", region, reason: found.fault });
      continue;
    }
    const before = usd[region];
    // The Price List has ten decimals; multiplied they would gain some that mean nothing.
    const after = Number((found.usd * listUnits(unit)).toPrecision(10));
    usd[region] = after;
    unknown.delete(region);
    told.push({ id, region, result: before === after ? "confirmed" : "changed", before, after });
  }
  const { approximate: _, ...rest } = price;
  return {
    ...rest,
    usd,
    ...(unknown.size > 0 && { approximate: [...unknown] }),
    // The date is that of the whole entry, so it moves only when all of it was looked at.
    ...(complete && { asOf: today, recorded: "from the Price List" as const }),
  };
}

async function productsOf(
  client: PricingClient,
  service: string,
  usage: string,
  region: string,
): Promise<string[]> {
  const filters: Filter[] = [
    { Type: "TERM_MATCH", Field: "regionCode", Value: region },
    { Type: "CONTAINS", Field: "usagetype", Value: usage },
  ];
  const products: string[] = [];
  try {
    const pages = paginateGetProducts(
      { client },
      { ServiceCode: service, Filters: filters, FormatVersion: "aws_v1" },
    );
    for await (const { PriceList = [] } of pages) products.push(...PriceList.map(String));
  } catch (error) {
    throw new UserError(
      `AWS's Price List cannot be asked for ${service} in ${region} (${(error as Error).message})`,
      {
        remedy:
          "log in with any account that may call pricing:GetProducts; the committed prices stay as they are",
        exitCode: 1,
        cause: error,
      },
    );
  }
  return products;
}
