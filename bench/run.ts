import { mkdir, rm, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../tools/errors.ts";
import { print, printError } from "../tools/output.ts";
import { runProcess } from "../tools/process.ts";
import { growth } from "./growth.ts";
import { secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { describeMachine } from "./harness/machine.ts";
import { renderResults, showSamples } from "./harness/render.ts";
import { mergeSections, readResults, type Section } from "./harness/results.ts";
import { chooseBenchmarks, isMeasured, measureAll } from "./harness/session.ts";
import { root } from "./harness/tool.ts";
import { describeLoss, findLosses, isMet } from "./harness/verdict.ts";
import { layerStart } from "./layer-start.ts";
import { masking } from "./masking.ts";
import { noChange } from "./no-change.ts";
import { rollout } from "./rollout.ts";
import { start } from "./start.ts";
import { suite } from "./suite.ts";
import { toolStart } from "./tool-start.ts";

/**
 * `npm run bench [-- <name>...] [--quick] [--check] [--resume]`: measures, and writes results.md and results.json beside
 * this. `--check` compares instead, `--resume` leaves out what was measured at this commit.
 */
const benchmarks: readonly Benchmark[] = [
  ...[rollout, noChange, layerStart, toolStart, growth, masking],
  ...[start, suite],
];
const resultsFile = join(root, "bench", "results.json");

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  printError(`error: ${error.message}`);
  if (error.remedy !== undefined) printError(`to do: ${error.remedy}`);
  process.exitCode = error.exitCode;
}

async function main(): Promise<void> {
  const flag = { type: "boolean", default: false } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: flag, check: flag, resume: flag },
  });
  const committed = readResults(resultsFile);
  const { stdout: commit } = await runProcess("git", ["rev-parse", "--short", "HEAD"], { cwd: root });
  const chosen = chooseBenchmarks(benchmarks, positionals).filter(({ name }) => {
    if (!values.resume || !isMeasured(name, commit, committed.sections)) return true;
    print(`${name}: measured at ${commit}`);
    return false;
  });
  const { sections, failed } = await measureAll(chosen, {
    measure: (benchmark) => measure(benchmark, values.quick, commit),
    async keep(done) {
      if (!values.check) await keep(mergeSections(committed.sections, done, namesOf(benchmarks)));
    },
    complain(name, error) {
      const hint = error instanceof UserError && error.remedy !== undefined ? `; ${error.remedy}` : "";
      printError(`error: ${name} failed: ${error instanceof Error ? error.message : String(error)}${hint}`);
    },
  });
  const losses = values.check ? findLosses(committed.sections, sections) : [];
  losses.forEach((loss) => print(describeLoss(loss)));
  if (!values.check) print("results: bench/results.md");
  else if (losses.length === 0) print("no ratio is more than 20% worse than the committed one");
  if (failed.length > 0) printError(`error: ${failed.join(", ")} failed, the others' results are kept`);
  process.exitCode = losses.length === 0 && failed.length === 0 ? 0 : 1;
}

async function measure(benchmark: Benchmark, quick: boolean, commit: string): Promise<Section> {
  const { name, question } = benchmark;
  // Programs in it find the repository's packages.
  const folder = join(root, ".rollout", "bench", name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const say = (text: string): void => print(`  ${new Date().toISOString().slice(11, 19)} ${text}`);
  const [loadBefore = 0] = loadavg();
  const at = new Date().toISOString();
  print(`${name}: ${question}`);
  let found: Awaited<ReturnType<Benchmark["run"]>> = { measures: [], notes: [] };
  const seconds = await secondsOf(async () => {
    found = await benchmark.run({ quick, folder, say });
  });
  for (const one of found.measures) {
    const verdict = { true: " (met)", false: " (missed)", undefined: "" }[String(isMet(one))] ?? "";
    print(`  ${one.what}: ${showSamples(one.samples, one.unit)}${verdict}`);
  }
  await rm(folder, { recursive: true, force: true });
  const measured = { at, commit, seconds, quick, loadBefore, machine: describeMachine() };
  return { name, question, ...measured, ...found };
}

async function keep(sections: Section[]): Promise<void> {
  await writeFile(resultsFile, `${JSON.stringify({ format: 1, sections }, null, 1)}\n`);
  await writeFile(join(root, "bench", "results.md"), renderResults(sections));
}

function namesOf(some: readonly Benchmark[]): string[] {
  return some.map(({ name }) => name);
}
