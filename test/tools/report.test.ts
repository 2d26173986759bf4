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
  const origin = { user: "anna", host: "build-7" };
  const builder = new ReportBuilder(origin);
  expect(builder.report).toBeUndefined();
  builder.take({
    ...{ type: "rollout-started", verb: "up", environment: "dev", rehearsal: true, parallel: 2 },
    layers: ["a/dev", "b/dev", "c/dev"].map((id) => ({ id, waitsFor: [] })),
  });
  builder.take({ type: "layer-started", id: "a/dev" });
  const resource = { type: "resource-changed", id: "a/dev", operation: "update", resourceType: "t" } as const;
  builder.take({ ...resource, name: "vpc", state: "started" });
  builder.take({ ...resource, name: "vpc", state: "failed" });
  const violation = { rule: "vpc-dns", level: "mandatory", message: "off", resource: "t vpc" } as const;
  builder.take({ type: "policy-violated", id: "a/dev", violation });
  // A layer that is tried again breaks the same rules again.
  builder.take({ type: "policy-violated", id: "a/dev", violation });
  builder.take({
    ...{ type: "layer-finished", id: "a/dev", result: "failed", changes: noChanges, seconds: 1.5 },
    ...{ outputsBefore: { size: 3 }, outputs: {}, faults: [{ message: "quota" }], log: "a.jsonl" },
  });
  builder.take({ type: "layer-skipped", id: "b/dev", result: "blocked", by: "a/dev" });
  expect(report.parse(builder.report)).toMatchObject({
    ...{ result: "interrupted", origin },
    layers: [
      {
        ...{ id: "a/dev", result: "failed", seconds: 1.5, faults: [{ message: "quota" }], log: "a.jsonl" },
        violations: [violation],
        operations: [{ operation: "update", type: "t", name: "vpc", failed: true }],
        outputChanges: [{ output: "size", change: "removed", before: 3 }],
      },
      { id: "b/dev", result: "blocked", blockedBy: "a/dev" },
      { id: "c/dev", result: "not-started" },
    ],
  });
});
