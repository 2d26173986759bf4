import { expect, test } from "@jest/globals";
import type { Benchmark } from "../../bench/harness/benchmark.ts";
import { chooseBenchmarks, isMeasured, measureAll } from "../../bench/harness/session.ts";
import { ratio, section } from "./sections.ts";

const named = (name: string, byDefault = true): Benchmark => ({
  ...{ name, question: "How fast?", byDefault },
  run: () => Promise.reject(new Error("not to be run")),
});
const benchmarks = [named("start"), named("growth"), named("suite", false)];

test.each([
  [[], ["start", "growth"]],
  [["suite"], ["suite"]],
  [
    ["suite", "start"],
    ["start", "suite"],
  ],
])("the names %j stand for %j", (names, chosen) => {
  expect(chooseBenchmarks(benchmarks, names).map(({ name }) => name)).toEqual(chosen);
});

test("a name of no benchmark is refused with the known ones", () => {
  expect(() => chooseBenchmarks(benchmarks, ["grwoth"])).toThrow(
    'benchmark "grwoth" does not exist, expected one of start, growth, suite',
  );
});

test("a benchmark that fails takes nothing of the others along, and is named at the end", async () => {
  const kept: string[][] = [];
  const complaints: string[] = [];
  const { sections, failed } = await measureAll(benchmarks, {
    async measure({ name }) {
      if (name === "growth") throw new Error("no engine");
      return section(name, [ratio([1], "at most", 1)]);
    },
    keep: async (done) => void kept.push(done.map(({ name }) => name)),
    complain: (name, error) => complaints.push(`${name}: ${(error as Error).message}`),
  });
  expect(sections.map(({ name }) => name)).toEqual(["start", "suite"]);
  expect(failed).toEqual(["growth"]);
  expect(complaints).toEqual(["growth: no engine"]);
  // Kept after each, so that a machine that goes down takes only what it was at.
  expect(kept).toEqual([["start"], ["start", "suite"]]);
});

test("what is resumed leaves out whole results of the same commit, and no others", () => {
  const whole = section("start", []);
  expect(isMeasured("start", "abc1234", [whole])).toBe(true);
  expect(isMeasured("start", "def5678", [whole])).toBe(false);
  expect(isMeasured("growth", "abc1234", [whole])).toBe(false);
  expect(isMeasured("start", "abc1234", [{ ...whole, quick: true }])).toBe(false);
});
