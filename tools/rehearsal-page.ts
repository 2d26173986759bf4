import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { discoverRepository } from "./layers.ts";
import { print, printError } from "./output.ts";
import { rules as allRules } from "./rehearsal/rules/index.ts";
import type { Rule } from "./rehearsal/rules/rule.ts";
import { traps as allTraps } from "./rehearsal/traps/index.ts";
import type { Trap } from "./rehearsal/traps/trap.ts";

const home = "docs/rehearsal.md";
const begin = "<!-- from here made by `npm run docs:rehearsal` -->";
const end = "<!-- made until here -->";
// Prettier would pad the columns of the tables to the longest link.
const unformatted = ["<!-- prettier-ignore-start -->", "<!-- prettier-ignore-end -->"] as const;

/** What the stand-in AWS refuses and which traps are known, as Markdown. */
export function renderCatalogue(rules: readonly Rule[], traps: readonly Trap[]): string {
  const services = Map.groupBy(rules, (rule) => serviceOf(rule.tokens[0] ?? ""));
  return [
    `## What it refuses: ${rules.length} rules`,
    "",
    "By module of `@pulumi/aws`. A rule that looks at types of several modules stands with the first.",
    "",
    ...[...services]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([service, own]) => renderService(service, own)),
    "## Known traps of AWS",
    "",
    "| Trap | What happens | What finds it before a deployment |",
    "| --- | --- | --- |",
    ...traps.map((trap) => `| ${trap.id} | ${trap.what} | ${renderFinders(trap)} |`),
    "",
  ].join("\n");
}

function renderService(service: string, rules: readonly Rule[]): string[] {
  return [
    `### aws.${service}`,
    "",
    "| Rule | Asked at | Code | Source |",
    "| --- | --- | --- | --- |",
    ...rules.map(
      ({ id, operations, code, source }) =>
        `| ${linkOf(id)} | ${operations.join(", ")} | ${code} | [${new URL(source).host}](${source}) |`,
    ),
    "",
  ];
}

function renderFinders({ rules = [], elsewhere, undecided }: Trap): string {
  return [
    ...(rules.length > 0 ? [rules.map(linkOf).join(", ")] : []),
    ...(elsewhere === undefined ? [] : [`[${elsewhere.file}](../${elsewhere.file}): ${elsewhere.how}`]),
    ...(undecided === undefined ? [] : [`nothing: ${undecided}`]),
  ].join("; ");
}

function linkOf(ruleId: string): string {
  return `[${ruleId}](../tools/rehearsal/rules/${ruleId}.ts)`;
}

function serviceOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "";
}

/**
 * The page with its generated part made anew; what people wrote around it stays.
 *
 * @throws Error when the page has lost the marks of the generated part
 */
export function renderPage(page: string, catalogue: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(
      `${home} has no generated part, expected the lines "${begin}" and "${end}"; put them back`,
    );
  return [`${before}${begin}`, unformatted[0], catalogue.trimEnd(), unformatted[1], `${end}${after}`].join(
    "\n\n",
  );
}

/** What the page would say now of the rules and traps that there are. */
export async function currentPage(root: string): Promise<{ committed: string; wanted: string }> {
  const committed = await readFile(join(root, home), "utf8");
  return { committed, wanted: renderPage(committed, renderCatalogue(allRules, allTraps)) };
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: "boolean" } } });
  const { root } = await discoverRepository(import.meta.dirname);
  const { committed, wanted } = await currentPage(root);
  if (committed === wanted) return 0;
  if (values.check === true) {
    printError(
      `${home} does not list the rules that there are, expected it to be made anew; run: npm run docs:rehearsal`,
    );
    return 1;
  }
  await writeFile(join(root, home), wanted);
  print(`wrote ${home}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
