import type { Measure, Section } from "../../bench/harness/results.ts";

/** A benchmark's results as they might be. */
export function section(name: string, measures: Measure[]): Section {
  return {
    ...{ name, question: "How fast?", at: "2026-01-02T03:04:05.000Z", commit: "abc1234", seconds: 61.4 },
    ...{ quick: false, loadBefore: 0.25, measures, notes: ["Nothing else ran."] },
    machine: {
      ...{ processor: "Some CPU", processors: 2, memoryGigabytes: 8, system: "linux 6.1 x64" },
      versions: { Node: "24.0.0" },
    },
  };
}

/** A ratio with a target. */
export function ratio(samples: number[], bound: "at most" | "at least", value: number): Measure {
  return { id: "ratio", what: "one over the other", unit: "x", samples, target: { bound, value } };
}
