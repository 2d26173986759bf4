import { expect, test } from "@jest/globals";
import { renderResults, showSamples } from "../../bench/harness/render.ts";
import { mergeSections } from "../../bench/harness/results.ts";
import { ratio, section } from "./sections.ts";

test("a section tells results, targets, what bounds a miss, and where it was measured", () => {
  const missed = { ...ratio([1.3], "at most", 1.25), what: "the slow one", limit: "It reads everything." };
  const text = renderResults([section("start", [ratio([1.1, 1.2, 1], "at most", 1.25), missed])]);
  expect(text.slice(text.indexOf("## start"))).toBe(`## start

How fast?

| | result | rounds | target | |
| --- | ---: | ---: | --- | --- |
| one over the other | 1.10x (1.00-1.20x) | 3 | at most 1.25x | met |
| the slow one | 1.30x | 1 | at most 1.25x | **missed** |

- **the slow one** is missed. It reads everything.
- Nothing else ran.
- 2026-01-02 03:04 UTC, commit abc1234, took 61 s; load 0.3 before it. 2 x Some CPU, 8 GB, linux 6.1 x64; Node 24.0.0.
`);
});

test.each([
  [[0.1234], "s", "0.12 s"],
  [[99.6, 101.4, 250], "MB", "101 MB (100-250 MB)"],
  [[1234.5], "ms", "1235 ms"],
  [[0.00421], "ms", "0.0042 ms"],
] as const)("%j %s is shown as %s", (samples, unit, shown) => {
  expect(showSamples(samples, unit)).toBe(shown);
});

test("a run of some benchmarks keeps the results of the others, in the order of the list", () => {
  const before = [section("first", []), section("gone", []), section("third", [])];
  const again = { ...section("third", []), commit: "def5678" };
  const merged = mergeSections(before, [section("second", []), again], ["first", "second", "third"]);
  expect(merged.map(({ name, commit }) => `${name} ${commit}`)).toEqual([
    "first abc1234",
    "second abc1234",
    "third def5678",
  ]);
});
