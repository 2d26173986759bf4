/** A product as GetProducts of AWS's Price List gives it, in the shape that it was recorded in; shortened. */
export function listed(
  attributes: Readonly<Record<string, string>>,
  tiers: readonly string[],
  beginnings: readonly string[] = tiers.map((_, at) => String(at * 1000)),
): string {
  const sku = "M2YSHUBETB3JX4M4";
  const term = `${sku}.JRTCKXETXF`;
  const priceDimensions = Object.fromEntries(
    tiers.map((usd, at) => [
      `${term}.6YS6EN2CT${at}`,
      {
        ...{ unit: "Hrs", endRange: "Inf", appliesTo: [], rateCode: `${term}.6YS6EN2CT${at}` },
        ...{ description: `$${usd} per unit`, beginRange: beginnings[at], pricePerUnit: { USD: usd } },
      },
    ]),
  );
  return JSON.stringify({
    product: {
      ...{ productFamily: "NAT Gateway", sku },
      attributes: { servicename: "Amazon Elastic Compute Cloud", locationType: "AWS Region", ...attributes },
    },
    serviceCode: "AmazonEC2",
    terms: {
      OnDemand: {
        [term]: {
          priceDimensions,
          sku,
          effectiveDate: "2026-11-01T00:00:00Z",
          offerTermCode: "JRTCKXETXF",
          termAttributes: {},
        },
      },
    },
    ...{ version: "20261101000000", publicationDate: "2026-11-01T00:00:00Z" },
  });
}
