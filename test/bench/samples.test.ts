import { expect, test } from "@jest/globals";
import { ratiosOf, summarize } from "../../bench/harness/samples.ts";

test.each([
  [[3], { median: 3, min: 3, max: 3 }],
  [[9, 1, 2], { median: 2, min: 1, max: 9 }],
  [[10, 2, 4, 1], { median: 3, min: 1, max: 10 }],
])("%j comes to %j", (samples, summary) => {
  expect(summarize(samples)).toEqual(summary);
});

test("no samples come to nothing", () => {
  expect(() => summarize([])).toThrow("samples are missing, expected at least one");
});

test("a ratio is that of one round, not of the medians", () => {
  expect(ratiosOf([2, 30, 4], [1, 10, 1])).toEqual([2, 3, 4]);
});

test("a ratio needs both sides of each round", () => {
  expect(() => ratiosOf([2, 30], [1])).toThrow("rounds differ, expected as many on both sides, got 2 and 1");
});
