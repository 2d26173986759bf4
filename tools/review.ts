import { renderCosts } from "./cost/markdown.ts";
import type { ReportCosts } from "./cost/report-costs.ts";
import { isBreak, type ContractChange } from "./contract-changes.ts";
import type { LayerReport, Report } from "./report.ts";
import { countViolations, describeFault, describeSeconds } from "./reporters/wording.ts";

/** What is under review: previews, one for each environment, and what became of the contracts. */
export interface ReviewMaterial {
  reports: readonly Report[];
  /** Undefined where nothing was compared. */
  contractChanges: readonly ContractChange[] | undefined;
  /** What each of the reports does to the monthly cost, in their order. */
  costs: readonly (ReportCosts | { unknown: string })[];
}

/** The comment under a pull request, as Markdown. Output values are left out: a comment is for everybody. */
export function renderReview({ reports, contractChanges, costs }: ReviewMaterial): string {
  return [
    "## What this would change",
    ...reports.flatMap((report, at) => renderReport(report, costs[at])),
    ...(contractChanges === undefined ? [] : renderContracts(contractChanges)),
    "",
  ].join("\n");
}

/** Whether a preview came through and found nothing to do. */
export function changesNothing({ layers, result }: Report): boolean {
  return (
    result === "succeeded" &&
    layers.every(({ changes: { created, updated, replaced, deleted } }) =>
      [created, updated, replaced, deleted].every((count) => count === 0),
    )
  );
}

function renderReport(report: Report, costs: ReviewMaterial["costs"][number] | undefined): string[] {
  const { environment, rehearsal, seconds, layers } = report;
  const heading = `### ${environment}${rehearsal ? " (rehearsal)" : ""}`;
  if (changesNothing(report)) return ["", heading, "", `Nothing, in any of ${layers.length} layers.`];
  const changing = layers.filter(({ changes }) => changes.replaced + changes.deleted > 0);
  return [
    "",
    heading,
    "",
    "| Layer | | Created | Changed | Replaced | Deleted | Same |",
    "| :-- | :-- | --: | --: | --: | --: | --: |",
    ...layers.map(renderRow),
    "",
    ...(changing.length === 0
      ? []
      : [
          `**${listOf(changing.map(({ id }) => id))} would lose resources.** Look at what is replaced or deleted.`,
          "",
        ]),
    ...layers.filter(({ faults }) => faults.length > 0).flatMap(renderFaults),
    ...renderViolations(layers),
    ...(costs === undefined ? [] : [...renderCosts(costs), ""]),
    `<sub>previewed in ${describeSeconds(seconds)}</sub>`,
  ];
}

const words: Record<LayerReport["result"], string> = {
  succeeded: "",
  "up-to-date": "up to date",
  failed: "**failed**",
  blocked: "blocked",
  "not-started": "not started",
  interrupted: "interrupted",
};

function renderRow({ id, result, blockedBy, changes }: LayerReport): string {
  const { created, updated, replaced, deleted, same } = changes;
  const how = blockedBy === undefined ? words[result] : `blocked by ${cell(blockedBy)}`;
  const counts = [created, updated, replaced, deleted].map((count) => (count === 0 ? "" : String(count)));
  return `| ${[cell(id), how, ...counts, String(same)].join(" | ")} |`;
}

/** The broken rules of the policy pack, for whoever reviews; mandatory ones first. */
function renderViolations(layers: readonly LayerReport[]): string[] {
  const all = layers.flatMap(({ id, violations = [] }) =>
    violations.map((violation) => ({ id, ...violation })),
  );
  const counted = countViolations(all);
  if (counted === undefined) return [];
  const sorted = all.toSorted((a, b) => b.level.localeCompare(a.level));
  return [
    `<details><summary>${counted}</summary>`,
    "",
    "| Layer | Rule | | Resource | What is wrong |",
    "| :-- | :-- | :-- | :-- | :-- |",
    ...sorted.map(({ id, rule, level, resource, message }) => {
      const wrong = message.split("\n").at(-1) ?? message;
      const shown = level === "mandatory" ? "**mandatory**" : level;
      return `| ${cell(id)} | ${cell(rule)} | ${shown} | ${resource === undefined ? "" : cell(resource)} | ${cell(wrong)} |`;
    }),
    "",
    "</details>",
    "",
  ];
}

function renderFaults({ id, faults }: LayerReport): string[] {
  return [
    `<details open><summary>${id}</summary>`,
    "",
    fence(faults.flatMap((fault) => describeFault(fault)).join("\n")),
    "",
    "</details>",
    "",
  ];
}

function renderContracts(changes: readonly ContractChange[]): string[] {
  if (changes.length === 0) return ["", "### Contracts", "", "No contract changes."];
  return [
    "",
    "### Contracts",
    "",
    "| Layer | Output | | Read by |",
    "| :-- | :-- | :-- | :-- |",
    ...changes.map(({ layer, output, kind, detail, readers }) => {
      const read = !isBreak(kind) ? "" : readers.length === 0 ? "nobody" : readers.map(cell).join(", ");
      const how = isBreak(kind) ? `**${kind}**: ${detail.replaceAll("|", "\\|")}` : kind;
      return `| ${cell(layer)} | ${output === undefined ? "all" : cell(output)} | ${how} | ${read} |`;
    }),
  ];
}

function listOf(names: readonly string[]): string {
  return names.map(cell).join(", ");
}

/** Code in a table: a bar would end the cell. */
function cell(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

/** A block of code that its own text cannot end. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}text\n${text}\n${marks}`;
}
