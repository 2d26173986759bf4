import { expect, test } from "@jest/globals";
import { z } from "zod";
import { defineContract } from "../../shared/contract.ts";
import { compareContracts } from "../../tools/contract-changes.ts";
import type { LayerReport, Report } from "../../tools/report.ts";
import { changesNothing, renderReview } from "../../tools/review.ts";

const layer = (id: string, given: Partial<LayerReport> = {}): LayerReport => ({
  ...{ id, waitsFor: [], result: "succeeded", seconds: 1, faults: [], outputs: { password: "[secret]" } },
  changes: { created: 0, updated: 0, replaced: 0, deleted: 0, same: 5 },
  ...given,
});
const report = (...layers: LayerReport[]): Report => ({
  ...{ version: 1, verb: "preview", environment: "dev", rehearsal: false, seconds: 12.3, layers },
  startedAt: "2026-11-20T10:00:00.000Z",
  result: layers.every(({ result }) => result === "succeeded") ? "succeeded" : "failed",
});
const changes = { created: 1, updated: 2, replaced: 3, deleted: 4, same: 5 };

test("a review counts each layer's operations and points at what is lost", () => {
  const reports = [report(layer("10-network/dev"), layer("20-data/dev", { changes }))];
  expect(renderReview({ reports, contractChanges: undefined, costs: [] })).toBe(
    [
      "## What this would change",
      "",
      "### dev",
      "",
      "| Layer | | Created | Changed | Replaced | Deleted | Same |",
      "| :-- | :-- | --: | --: | --: | --: | --: |",
      "| `10-network/dev` |  |  |  |  |  | 5 |",
      "| `20-data/dev` |  | 1 | 2 | 3 | 4 | 5 |",
      "",
      "**`20-data/dev` would lose resources.** Look at what is replaced or deleted.",
      "",
      "<sub>previewed in 12.3 s</sub>",
      "",
    ].join("\n"),
  );
});

test("a failed layer's fault is in the review, and cannot break out of its block", () => {
  const message = "no such zone ```\n# not a heading";
  const failed = layer("10-network/dev", { result: "failed", faults: [{ message, remedy: "name another" }] });
  const blocked = layer("20-data/dev", { result: "blocked", blockedBy: "10-network/dev" });
  const text = renderReview({ reports: [report(failed, blocked)], contractChanges: [], costs: [] });
  expect(text).toContain("| `10-network/dev` | **failed** |");
  expect(text).toContain("| `20-data/dev` | blocked by `10-network/dev` |");
  expect(text).toContain(`\`\`\`\`text\n${message}\nto do: name another\n\`\`\`\``);
});

test("no output is in a review, secret or not", () => {
  const reports = [report(layer("a/dev", { changes }))];
  const text = renderReview({ reports, contractChanges: [], costs: [] });
  expect(text).not.toMatch(/password|secret/);
});

test("only a preview that came through and found nothing changes nothing", () => {
  expect(changesNothing(report(layer("a/dev")))).toBe(true);
  expect(changesNothing(report(layer("a/dev", { changes })))).toBe(false);
  expect(changesNothing(report(layer("a/dev", { result: "failed" })))).toBe(false);
  expect(
    renderReview({ reports: [report(layer("a/dev"))], contractChanges: undefined, costs: [] }),
  ).toContain("Nothing, in any of 1 layers.");
});

const text = z.string().describe("Any text");
const before = defineContract({
  layer: "10-network",
  outputs: { vpcId: text, zone: text, old: text, wide: z.array(text).describe("Some") },
});
const after = defineContract({
  layer: "10-network",
  outputs: {
    ...{ vpcId: text, zone: z.string().optional().describe("Any text"), fresh: text },
    wide: z.array(text).min(1).describe("Some"),
  },
});
const reader = defineContract({ layer: "20-data", reads: [before], outputs: {} });

test("contracts are compared as before an up, and a break names who reads the layer", () => {
  expect(compareContracts([before, reader], [after, reader])).toEqual([
    {
      ...{ layer: "10-network", output: "old", kind: "renamed", readers: ["20-data"] },
      detail: 'is gone, likely renamed to "fresh"',
    },
    {
      ...{ layer: "10-network", output: "wide", kind: "extended", readers: [] },
      detail: "promises more now",
    },
    {
      ...{ layer: "10-network", output: "zone", kind: "weakened", readers: ["20-data"] },
      detail: "may now be absent",
    },
  ]);
  expect(compareContracts([], [before])).toEqual([
    { layer: "10-network", output: undefined, kind: "added", detail: "has a contract now", readers: [] },
  ]);
  expect(compareContracts([before], [])).toEqual([
    {
      ...{ layer: "10-network", output: undefined, kind: "removed", readers: [] },
      detail: "has no contract any more",
    },
  ]);
});

test("another description is no change", () => {
  const reworded = defineContract({
    layer: "10-network",
    outputs: { ...before.outputs, vpcId: z.string().describe("The VPC") },
  });
  expect(compareContracts([before], [reworded])).toEqual([]);
});

test("contract changes are a table of their own", () => {
  const contractChanges = compareContracts([before, reader], [after, reader]);
  expect(renderReview({ reports: [], contractChanges, costs: [] })).toContain(
    [
      '| `10-network` | `old` | **renamed**: is gone, likely renamed to "fresh" | `20-data` |',
      "| `10-network` | `wide` | extended |  |",
      "| `10-network` | `zone` | **weakened**: may now be absent | `20-data` |",
    ].join("\n"),
  );
});

test("broken rules of the policy pack are a table, what stops an update first", () => {
  const broken = (level: "advisory" | "mandatory", rule: string) => ({
    rule,
    level,
    message: `${rule}\nis | wrong`,
  });
  const violations = [
    broken("advisory", "s3-acls-off"),
    { ...broken("mandatory", "sg-front-door"), resource: "t ssh" },
  ];
  expect(
    renderReview({
      reports: [report(layer("a/dev", { changes, violations }))],
      contractChanges: undefined,
      costs: [],
    }),
  ).toContain(
    [
      "<details><summary>1 mandatory and 1 advisory policy violations</summary>",
      "",
      "| Layer | Rule | | Resource | What is wrong |",
      "| :-- | :-- | :-- | :-- | :-- |",
      "| `a/dev` | `sg-front-door` | **mandatory** | `t ssh` | `is \\| wrong` |",
      "| `a/dev` | `s3-acls-off` | advisory |  | `is \\| wrong` |",
    ].join("\n"),
  );
});
