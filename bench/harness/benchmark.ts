import { performance } from "node:perf_hooks";
import type { Measure } from "./results.ts";

/** One question that is answered by measuring. */
export interface Benchmark {
  readonly name: string;
  readonly question: string;
  /** False for what is run only when it is named. */
  readonly byDefault: boolean;
  run(setting: Setting): Promise<{ measures: Measure[]; notes: string[] }>;
}

/** What a benchmark is given. */
export interface Setting {
  /** Fewer rounds and smaller subjects: to see that it works, not how fast. */
  readonly quick: boolean;
  /** An empty folder within the repository, where programs find its packages. */
  readonly folder: string;
  /** Shows progress. */
  say(text: string): void;
}

/** Seconds that some work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/**
 * Measures several ways in turns: each round all of them, every other round in reverse, so that none always runs on
 * what another has warmed. Gives the samples by name, in the order of the rounds.
 */
export async function inTurns<Name extends string>(
  rounds: number,
  ways: Readonly<Record<Name, () => Promise<number>>>,
  say: (text: string) => void,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 1; round <= rounds; round++) {
    for (const name of round % 2 === 1 ? names : [...names].reverse()) {
      const value = await ways[name]();
      samples[name].push(value);
      say(`${round} of ${rounds}: ${name} ${value.toFixed(2)}`);
    }
  }
  return samples;
}
