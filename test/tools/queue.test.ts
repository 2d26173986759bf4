import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { runQueue, type QueueOptions } from "../../tools/queue.ts";

//     b ── d
//    /      \
//   a        e
//    \      /
//     c ───/
const diamond = new Map([
  ["a", []],
  ["b", ["a"]],
  ["c", ["a"]],
  ["d", ["a", "b"]],
  ["e", ["a", "b", "c", "d"]],
]);

async function run(
  options: Partial<QueueOptions> & { milliseconds?: Record<string, number>; fails?: string[] },
) {
  const journal: string[] = [];
  const results = await runQueue({
    waits: diamond,
    parallel: 8,
    failFast: false,
    stop: new AbortController().signal,
    async run(task) {
      journal.push(`${task} starts`);
      await sleep(options.milliseconds?.[task] ?? 1);
      journal.push(`${task} ends`);
      return options.fails?.includes(task) === true ? "failed" : "succeeded";
    },
    ...options,
  });
  return { journal, results: Object.fromEntries(results) };
}

test("a task starts as soon as all it waits for are done, whatever else still runs", async () => {
  const { journal } = await run({ milliseconds: { c: 60 } });
  expect(journal.indexOf("d starts")).toBeLessThan(journal.indexOf("c ends"));
  expect(journal.indexOf("e starts")).toBeGreaterThan(journal.indexOf("c ends"));
});

test("no more tasks run at a time than are allowed", async () => {
  const { journal } = await run({ parallel: 1 });
  expect(journal.filter((line) => line.endsWith("starts"))).toEqual(
    ["a", "b", "c", "d", "e"].map((task) => `${task} starts`),
  );
  expect(journal.filter((_, at) => at % 2 === 1).every((line) => line.endsWith("ends"))).toBe(true);
});

test("a failure blocks those that wait for it, at any distance, and nothing else", async () => {
  const { results } = await run({ fails: ["b"] });
  expect(results).toEqual({
    a: { result: "succeeded" },
    b: { result: "failed" },
    c: { result: "succeeded" },
    d: { result: "blocked", by: "b" },
    e: { result: "blocked", by: "b" },
  });
});

test("failing fast starts nothing new and lets what runs end", async () => {
  const { results, journal } = await run({ fails: ["b"], failFast: true, milliseconds: { c: 40 } });
  expect(journal.at(-1)).toBe("c ends");
  expect(results["e"]).toEqual({ result: "blocked", by: "b" });
  expect((await run({ fails: ["b"], failFast: true, parallel: 1 })).results["c"]).toEqual({
    result: "not-started",
  });
});

test("once stopped, nothing new starts and what runs ends", async () => {
  const stop = new AbortController();
  const pending = run({ stop: stop.signal, milliseconds: { a: 40 } });
  await sleep(5);
  stop.abort();
  const { journal, results } = await pending;
  expect(journal).toEqual(["a starts", "a ends"]);
  expect(results["b"]).toEqual({ result: "not-started" });
});

test("those that will never start are told of at once", async () => {
  const skipped: string[] = [];
  await run({ fails: ["a"], onSkipped: (task) => skipped.push(task) });
  expect(skipped).toEqual(["b", "c", "d", "e"]);
});

test("of those that are ready, the one that is named first goes first, whenever it became ready", async () => {
  const waits = new Map([
    ["last-to-be-ready", ["long"]],
    ["long", []],
    ["short", []],
    ["free", []],
    ["free-too", []],
  ]);
  const { journal } = await run({ waits, parallel: 2, milliseconds: { long: 20, short: 60 } });
  expect(journal.filter((line) => line.endsWith("starts"))).toEqual(
    ["long", "short", "last-to-be-ready", "free", "free-too"].map((task) => `${task} starts`),
  );
});

test("a thousand tasks that wait for one start in order, no more at a time than are allowed", async () => {
  const readers = Array.from({ length: 1000 }, (_, index) => `reader-${index}`);
  const waits = new Map([["first", []], ...readers.map((name): [string, string[]] => [name, ["first"]])]);
  const started: string[] = [];
  let running = 0;
  let most = 0;
  await run({
    waits,
    parallel: 3,
    async run(task) {
      started.push(task);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
      return "succeeded";
    },
  });
  expect(started).toEqual(["first", ...readers]);
  expect(most).toBe(3);
});

test("when two have failed, those that wait for both are blocked by the first to fail", async () => {
  const { results } = await run({ fails: ["b", "c"], milliseconds: { b: 30 } });
  expect(results["e"]).toEqual({ result: "blocked", by: "c" });
  expect(results["d"]).toEqual({ result: "blocked", by: "b" });
});
