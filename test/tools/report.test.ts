import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { noChanges } from "../../tools/events.ts";
import { report, ReportBuilder } from "../../tools/report.ts";

test("the committed schema of report.json is the one that reports are checked with", async () => {
  const committed = await readFile(new URL("../../tools/report.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(committed)).toEqual(z.toJSONSchema(report, { target: "draft-2020-12" }));
});

test("a report names for each layer what became of it, also where the rollout was killed half-way", () => {
  const builder = new ReportBuilder();
  expect(builder.report).toBeUndefined();
  builder.take({
    ...{ type: "rollout-started", verb: "up", environment: "dev", rehearsal: true, parallel: 2 },
    layers: ["a/dev", "b/dev", "c/dev"].map((id) => ({ id, waitsFor: [] })),
  });
  builder.take({ type: "layer-started", id: "a/dev" });
  builder.take({
    ...{ type: "layer-finished", id: "a/dev", result: "failed", changes: noChanges, seconds: 1.5 },
    ...{ outputs: {}, faults: [{ message: "quota" }], log: "a.jsonl" },
  });
  builder.take({ type: "layer-skipped", id: "b/dev", result: "blocked", by: "a/dev" });
  expect(report.parse(builder.report)).toMatchObject({
    result: "interrupted",
    layers: [
      { id: "a/dev", result: "failed", seconds: 1.5, faults: [{ message: "quota" }], log: "a.jsonl" },
      { id: "b/dev", result: "blocked", blockedBy: "a/dev" },
      { id: "c/dev", result: "not-started" },
    ],
  });
});
