import type { Report } from "../report.ts";
import { isTerminal, paint, print, terminalWidth } from "../output.ts";
import { describeValue } from "./output-value.ts";
import { changeWords, countViolations, describeSeconds, markOf } from "./wording.ts";

/** The table at the end of a rollout: one row a layer, and what to do about what failed. */
export function printSummary(report: Report, options: { outputs: boolean; page: string | undefined }): void {
  const head = ["layer", "result", ...changeWords(report.verb), "same", "time"];
  const rows = report.layers.map(({ id, result, blockedBy, changes, seconds }) => [
    id,
    `${markOf(result)} ${blockedBy === undefined ? result : `blocked by ${blockedBy}`}`,
    ...[changes.created, changes.updated, changes.replaced, changes.deleted, changes.same].map(String),
    seconds === 0 ? "" : describeSeconds(seconds),
  ]);
  print("");
  // In a terminal of 80 columns the lines would wrap; where lines are read by programs they stay as they are.
  printTable(isTerminal() ? withoutZeroColumns([head, ...rows]) : [head, ...rows]);
  if (options.outputs) report.layers.forEach(({ id, outputs }) => printOutputs(id, outputs));
  printViolations(report);
  print("");
  const told = `${report.result} in ${describeSeconds(report.seconds)}`;
  print(options.page === undefined ? told : `${told}; report: ${options.page} (and .json)`);
}

function withoutZeroColumns(table: readonly string[][]): string[][] {
  const counted = (table[0] ?? []).map((_, column) => table.slice(1).some((row) => row[column] !== "0"));
  return table.map((row) => row.filter((_, column) => counted[column]));
}

/** How many rules of the policy pack are broken; each mandatory one is told where its layer fails. */
function printViolations({ layers }: Report): void {
  const counted = countViolations(layers.flatMap(({ violations }) => violations ?? []));
  if (counted === undefined) return;
  print("");
  print(`${counted}, told by --verbose and in the report`);
}

/** Columns as wide as their widest cell; the first row is the head. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const width = (cell: string): number => stripColours(cell).length;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  rows.forEach((row, at) => {
    const line = row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)))
      .join("  ")
      .trimEnd();
    print(at === 0 ? paint("bold", line) : line);
  });
}

/** A stack's outputs, one a line, at a terminal as wide as it is; what only readers need is left out. */
export function printOutputs(id: string, outputs: Readonly<Record<string, unknown>>): void {
  const shown = Object.entries(outputs).filter(([key]) => !isContractOutput(key));
  if (shown.length === 0) return;
  const columns = isTerminal() ? terminalWidth() : Infinity;
  const widest = Math.max(...shown.map(([key]) => key.length));
  print("");
  print(paint("bold", id));
  for (const [key, value] of shown) {
    const indent = 2 + widest + 2;
    const [first = "", ...others] = describeValue(value, columns - indent);
    print(`  ${key.padEnd(widest)}  ${first}`);
    for (const line of others) print(" ".repeat(indent) + line);
  }
}

function isContractOutput(key: string): boolean {
  return key === "contract" || key === "contractSecretDigest";
}

function stripColours(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
