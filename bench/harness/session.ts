import { UserError } from "../../tools/errors.ts";
import type { Benchmark } from "./benchmark.ts";
import type { Section } from "./results.ts";

/**
 * The benchmarks that are meant: those that are named, or all that run by default.
 *
 * @throws UserError when a name is of none
 */
export function chooseBenchmarks(
  benchmarks: readonly Benchmark[],
  names: readonly string[],
): readonly Benchmark[] {
  const known = benchmarks.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UserError(`benchmark "${unknown}" does not exist, expected one of ${known.join(", ")}`, {
      remedy: "name one of these, or none for all that take minutes only",
    });
  }
  return benchmarks.filter(({ name, byDefault }) => (names.length === 0 ? byDefault : names.includes(name)));
}

/** Whether a benchmark has its results of a commit: whole ones, not those of `--quick`. */
export function isMeasured(name: string, commit: string, sections: readonly Section[]): boolean {
  return sections.some((section) => section.name === name && section.commit === commit && !section.quick);
}

/**
 * Measures one benchmark after the other. What one has found is kept at once, and one that fails is told of and takes
 * nothing of the others along.
 */
export async function measureAll(
  benchmarks: readonly Benchmark[],
  work: {
    measure: (benchmark: Benchmark) => Promise<Section>;
    keep: (sections: readonly Section[]) => Promise<void>;
    complain: (name: string, error: unknown) => void;
  },
): Promise<{ sections: Section[]; failed: string[] }> {
  const sections: Section[] = [];
  const failed: string[] = [];
  for (const benchmark of benchmarks) {
    try {
      sections.push(await work.measure(benchmark));
    } catch (error) {
      failed.push(benchmark.name);
      work.complain(benchmark.name, error);
      continue;
    }
    await work.keep(sections);
  }
  return { sections, failed };
}
