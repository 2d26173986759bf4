import { z } from "zod";
import type { PriceListQuery } from "./price-table.ts";

/** One product of AWS's Price List with its on-demand terms, as GetProducts gives it (as JSON text). */
const product = z.object({
  product: z.object({ attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              beginRange: z.string().optional(),
              unit: z.string(),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      )
      .optional(),
  }),
});

/** "NatGateway-Hours" in us-east-1 is "USW1-NatGateway-Hours" or "EUC1-NatGateway-Hours" elsewhere. */
const regionPrefix = /^(?:[A-Z]{2,4}\d?-)/;

/**
 * Finds one price among products of the Price List: of those that fit the query, the first tier that costs something.
 *
 * @param texts products as GetProducts gives them
 * @returns USD for one unit of the Price List, or why it cannot be told
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file.html
 */
export function findListPrice(
  texts: readonly string[],
  { usage, attributes = {} }: PriceListQuery,
): { usd: number } | { fault: string } {
  const fitting = texts
    .map((text) => product.parse(JSON.parse(text)))
    .filter(({ product: { attributes: own } }) => {
      const type = own["usagetype"] ?? "";
      return (
        (type === usage || type.replace(regionPrefix, "") === usage) &&
        Object.entries(attributes).every(([name, value]) => own[name] === value)
      );
    });
  const prices = fitting.flatMap(({ terms }) =>
    Object.values(terms.OnDemand ?? {}).flatMap(({ priceDimensions }) =>
      firstTier(Object.values(priceDimensions)),
    ),
  );
  const different = [...new Set(prices)];
  if (different.length === 1) return { usd: different[0]! };
  const found = different.length === 0 ? "none" : different.join(", ");
  return { fault: `expected one price of usage type "${usage}", got ${found}` };
}

/** Free tiers come first and cost nothing; dearer and cheaper ones follow with the amount. */
function firstTier(
  dimensions: readonly { beginRange?: string | undefined; pricePerUnit: Record<string, string> }[],
): number[] {
  return dimensions
    .toSorted((a, b) => Number(a.beginRange ?? 0) - Number(b.beginRange ?? 0))
    .map(({ pricePerUnit }) => Number(pricePerUnit["USD"]))
    .filter((usd) => usd > 0)
    .slice(0, 1);
}

/** How many units of the Price List one unit of the table is: it counts requests, pages and transitions one by one. */
export function listUnits(unit: string): number {
  if (unit.startsWith("million ")) return 1_000_000;
  return unit.startsWith("thousand ") ? 1000 : 1;
}
