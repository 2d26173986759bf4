import { expect, test } from "@jest/globals";
import { describeLoss, findLosses, isMet } from "../../bench/harness/verdict.ts";
import { ratio, section } from "./sections.ts";

test.each([
  ["at most", [1, 1.1, 9], true],
  ["at most", [1, 1.11, 1.2], false],
  ["at least", [0.1, 1.1, 1.2], true],
  ["at least", [0.1, 1.09, 9], false],
] as const)("a target of %s 1.10 for %j: %s", (bound, samples, met) => {
  expect(isMet(ratio([...samples], bound, 1.1))).toBe(met);
});

test("what has no target neither meets nor misses it", () => {
  expect(isMet({ id: "time", what: "a time", unit: "s", samples: [1] })).toBeUndefined();
});

test.each([
  ["at most", 1, 1.2, []],
  ["at most", 1, 1.25, ["start: one over the other is 25% worse, expected about 1.00x, got 1.25x"]],
  ["at most", 1.25, 1, []],
  ["at least", 12, 10, []],
  ["at least", 12, 8, ["start: one over the other is 50% worse, expected about 12.00x, got 8.00x"]],
  ["at least", 8, 12, []],
] as const)("a ratio that should be %s something and goes from %d to %d", (bound, was, is, messages) => {
  const committed = [section("start", [ratio([was], bound, 1)])];
  const losses = findLosses(committed, [section("start", [ratio([is], bound, 1)])]);
  expect(losses.map(describeLoss)).toEqual(messages);
});

test("times are not compared, they are those of a machine", () => {
  const time = (seconds: number) =>
    section("start", [{ ...ratio([seconds], "at most", 1), unit: "s" as const }]);
  expect(findLosses([time(1)], [time(9)])).toEqual([]);
});

test("what nobody has committed cannot get worse", () => {
  expect(findLosses([], [section("start", [ratio([9], "at most", 1)])])).toEqual([]);
});
