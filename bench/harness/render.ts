import type { Machine, Measure, Section } from "./results.ts";
import { summarize } from "./samples.ts";
import { isMet } from "./verdict.ts";

/** The sections as bench/results.md shows them. */
export function renderResults(sections: readonly Section[]): string {
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`; what is compared was measured in turns within one run. A cell is the median, with the",
    "least and the most in brackets. `npm run bench -- --check` compares the ratios (x) of a new run with these.",
    ...sections.flatMap((section) => ["", ...renderSection(section)]),
    "",
  ].join("\n");
}

function renderSection({
  name,
  question,
  at,
  commit,
  seconds,
  quick,
  loadBefore,
  ...rest
}: Section): string[] {
  const { machine, measures, notes } = rest;
  const missed = measures.filter((measure) => isMet(measure) === false);
  return [
    `## ${name}`,
    "",
    question,
    "",
    "| | result | rounds | target | |",
    "| --- | ---: | ---: | --- | --- |",
    ...measures.map(renderRow),
    "",
    ...missed.map(({ what, limit }) => `- **${what}** is missed. ${limit ?? "What bounds it is not known."}`),
    ...notes.map((note) => `- ${note}`),
    `- ${at.slice(0, 16).replace("T", " ")} UTC, commit ${commit}${quick ? ", `--quick`" : ""}, took ` +
      `${Math.round(seconds)} s; load ${loadBefore.toFixed(1)} before it. ${describeMachine(machine)}`,
  ];
}

function renderRow(measure: Measure): string {
  const { what, samples, unit, target } = measure;
  const met = { true: "met", false: "**missed**", undefined: "" }[String(isMet(measure))] ?? "";
  const wanted = target === undefined ? "" : `${target.bound} ${showValue(target.value, unit)}`;
  return `| ${what} | ${showSamples(samples, unit)} | ${samples.length} | ${wanted} | ${met} |`;
}

/** "1.08x (1.02-1.11x)"; one sample stands alone. */
export function showSamples(samples: readonly number[], unit: Measure["unit"]): string {
  const { median, min, max } = summarize(samples);
  const middle = showValue(median, unit);
  return samples.length === 1 ? middle : `${middle} (${showNumber(min, unit)}-${showValue(max, unit)})`;
}

function showValue(value: number, unit: Measure["unit"]): string {
  return unit === "x" ? `${showNumber(value, unit)}x` : `${showNumber(value, unit)} ${unit}`;
}

function showNumber(value: number, unit: Measure["unit"]): string {
  const digits = unit === "MB" || unit === "KB" ? 0 : unit === "ms" && Math.abs(value) < 1 ? 4 : 2;
  return value.toFixed(Math.abs(value) >= 100 ? 0 : digits);
}

function describeMachine({ processor, processors, memoryGigabytes, system, versions }: Machine): string {
  const tools = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${processors} x ${processor}, ${memoryGigabytes} GB, ${system}; ${tools.join(", ")}.`;
}
