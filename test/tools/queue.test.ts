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
