import { paint, print } from "../output.ts";
import { printTable } from "../reporters/summary.ts";
import type { CostDifference } from "./compare.ts";
import type { CostLine, Estimate } from "./estimate.ts";
import { addUp, showDifference, showUsd } from "./money.ts";
import { usageSchema, type Usage } from "./usage.ts";

/** Prints an estimate: each line as quantity x price, what was assumed and what is left out. */
export function printEstimate({ usd, layers, leftOut, usage, prices }: Estimate): void {
  for (const { id, usd: own, lines, notPriced } of layers) {
    if (lines.length === 0 && notPriced.length === 0) continue;
    print(`\n${paint("bold", id)}  ${showUsd(own)}`);
    if (lines.length > 0)
      printTable([["resource", "what", "quantity x price", "a month"], ...together(lines).map(rowOf)]);
    notPriced.forEach(({ resource, reason }) => print(paint("yellow", `not priced: ${resource}, ${reason}`)));
  }
  print(`\n${paint("bold", `${showUsd(usd)} a month`)}`);
  print(
    `\nlist prices in USD, written down ${prices.from}${prices.to === prices.from ? "" : ` to ${prices.to}`}`,
  );
  if (layers.some(({ lines }) => lines.some(({ approximate }) => approximate))) {
    print("~ is derived from another region's price; get the real one with: rollout cost refresh");
  }
  print("\nassumed (--usage <file> says otherwise):");
  describeUsage(usage).forEach((line) => print(`  ${line}`));
  print("\nleft out: free tiers, discounts, taxes, support, and by use:");
  leftOut.forEach(({ service, chargedFor }) => print(`  ${service}: ${chargedFor}`));
}

/** Prints what a change does to the cost, layer by layer and resource by resource. */
export function printDifference({ before, after, difference, layers }: CostDifference, what: string): void {
  print(`\n${paint("bold", `compared with ${what}`)}`);
  for (const { id, before: old, after: now, difference: by, resources } of layers) {
    print(`${id}  ${showUsd(old)} -> ${showUsd(now)} (${showDifference(by)})`);
    resources.forEach((resource) => print(`  ${showDifference(resource.difference)}  ${resource.resource}`));
  }
  print(`${showUsd(before)} -> ${showUsd(after)} (${showDifference(difference)})`);
}

/** From how many on lines that are alike are shown as one: the alarms of a layer would fill the screen. */
const manyLines = 5;

/** Lines that differ in their resource's name only, where there are many of them, in one. */
function together(lines: readonly CostLine[]): CostLine[] {
  const alike = Map.groupBy(lines, ({ resource, what, unitUsd, note }) =>
    [resource.split(" ")[0], what, unitUsd, note].join("\n"),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length < manyLines) return group;
    return {
      ...first,
      resource: `${first.resource.split(" ")[0]} (${group.length} of them)`,
      quantity: group.reduce((total, { quantity }) => total + quantity, 0),
      usd: addUp(group.map(({ usd }) => usd)),
    };
  });
}

function rowOf({ resource, what, quantity, unit, unitUsd, usd, approximate, note }: CostLine): string[] {
  const count = Number(quantity.toFixed(3)).toLocaleString("en-US");
  // What is paid by the month is counted in pieces.
  const counted = unit === "month" ? count : `${count} ${unit}`;
  const calculation = `${counted} x $${unitUsd}${approximate ? " ~" : ""}`;
  return [resource, note === undefined ? what : `${what} (${note})`, calculation, showUsd(usd)];
}

/** What is assumed, one line a key; what is nothing by default and stays so in one line. */
function describeUsage(usage: Usage): string[] {
  const described = Object.entries(usageSchema.shape).map(([key, schema]) => {
    const value = usage[key as keyof Usage];
    return { key, value, text: `${key}: ${value ?? "its minimum"} (${schema.description})` };
  });
  const nothing = described.filter(({ value }) => value === 0).map(({ key }) => key);
  return [
    ...described.filter(({ value }) => value !== 0).map(({ text }) => text),
    ...(nothing.length === 0 ? [] : [`nothing: ${nothing.join(", ")}`]),
  ];
}
