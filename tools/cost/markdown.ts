import { showDifference, showUsd } from "./money.ts";
import type { ReportCosts } from "./report-costs.ts";

/** The section of a review about money: what each layer costs before and after. Ends without an empty line. */
export function renderCosts(costs: ReportCosts | { unknown: string }): string[] {
  if ("unknown" in costs) return [`Monthly cost: not known, ${costs.unknown}.`];
  const { difference, after, missing: unseen } = costs;
  const unpriced = after.layers.flatMap(({ notPriced }) => notPriced);
  const told = `<sub>${describeBasis(costs)}</sub>`;
  const missing = [
    ...unpriced.map(({ resource, reason }) => `- not priced: \`${resource}\`, ${reason}`),
    ...unseen.map((id) => `- not known: \`${id}\`, which did not come through`),
  ];
  if (difference.layers.length === 0) {
    return [`**Monthly cost:** ${showUsd(difference.after)}, as before.`, "", ...ended(missing), told];
  }
  return [
    `**Monthly cost:** ${showUsd(difference.before)} → ${showUsd(difference.after)} (${showDifference(difference.difference)})`,
    "",
    "| Layer | Before | After | Difference | Most of it |",
    "| :-- | --: | --: | --: | :-- |",
    ...difference.layers.map(({ id, before, after: now, difference: by, resources }) => {
      const [most] = resources;
      const why =
        most === undefined
          ? ""
          : `\`${most.resource.replaceAll("|", "\\|")}\` ${showDifference(most.difference)}`;
      return `| \`${id}\` | ${showUsd(before)} | ${showUsd(now)} | ${showDifference(by)} | ${why} |`;
    }),
    "",
    ...ended(missing),
    told,
  ];
}

function ended(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines, ""];
}

function describeBasis({ after: { prices, layers } }: ReportCosts): string {
  const derived = layers.some(({ lines }) => lines.some(({ approximate }) => approximate));
  return (
    `standing cost of the layers above in USD, list prices written down ${prices.from}` +
    `${prices.to === prices.from ? "" : ` to ${prices.to}`}${derived ? ", some derived from other regions'" : ""}; ` +
    "without traffic, requests, free tiers and discounts"
  );
}
