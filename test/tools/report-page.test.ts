import { expect, test } from "@jest/globals";
import { html } from "../../tools/html.ts";
import { compareOutputs, compareRecordedContracts } from "../../tools/output-changes.ts";
import type { LayerReport, Report } from "../../tools/report.ts";
import { renderReportPage } from "../../tools/report-page.ts";
import { layOutBars } from "../../tools/report-timeline.ts";

const changes = { created: 1, updated: 0, replaced: 1, deleted: 0, same: 5 };
const layer = (id: string, given: Partial<LayerReport> = {}): LayerReport => ({
  ...{ id, waitsFor: [], result: "succeeded", startedAt: "2026-11-20T10:00:02.000Z", seconds: 8 },
  ...{ faults: [], outputs: {}, changes },
  ...given,
});
const report = (...layers: LayerReport[]): Report => ({
  ...{ version: 1, verb: "up", environment: "prod", rehearsal: false, result: "succeeded", seconds: 12.3 },
  startedAt: "2026-11-20T10:00:00.000Z",
  origin: {
    ...{ user: "anna", host: "build-7" },
    commit: { revision: "0a1b2c3d", subject: "Widen the network", uncommitted: 2 },
  },
  layers,
});
/** What a reader sees of a page: no tags, one space between words. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*<\/style>/, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

test("a page says who rolled out what and when, and the commit with what was not in it", () => {
  const text = textOf(renderReportPage(report(layer("10-network/prod"))));
  expect(text).toContain("Rollout of prod succeeded in 12.3 s");
  expect(text).toContain("Started 2026-11-20 10:00:00 UTC Ended 2026-11-20 10:00:12 UTC By anna on build-7");
  expect(text).toContain("Commit 0a1b2c3d Widen the network and 2 uncommitted files");
});

test("a layer's operations, outputs and contract are told, a replacement once", () => {
  const [type, name] = ["aws:ec2/vpc:Vpc", "main"];
  const operations = ["create-replacement", "delete-replaced", "update"].map((operation) => ({
    ...{ operation, type, name },
    failed: operation === "update",
  }));
  const page = renderReportPage(
    report(
      layer("10-network/prod", {
        operations,
        reasons: ["its configuration changed"],
        outputChanges: [{ output: "vpcId", change: "changed", before: "vpc-1", after: "vpc-2" }],
        contractChanges: [{ output: "zone", kind: "removed", detail: "is gone" }],
      }),
    ),
  );
  expect(textOf(page)).toContain(
    "10-network/prod 1 created, 1 replaced; it ran because its configuration changed " +
      "Contract (1) zone is gone (removed) Outputs (1) vpcId changed: vpc-1 → vpc-2 " +
      "Replace (1) aws:ec2/vpc:Vpc main Update, failed (1) aws:ec2/vpc:Vpc main",
  );
});

test("a failure is at the top with what to do, and what it kept from starting is named", () => {
  const failed = layer("10-network/prod", {
    ...{ result: "failed", log: "/logs/10.jsonl" },
    faults: [{ message: "no such zone", resource: "aws:ec2/subnet:Subnet a", remedy: "name another" }],
  });
  const blocked = layer("20-data/prod", { result: "blocked", blockedBy: "10-network/prod", seconds: 0 });
  const text = textOf(renderReportPage({ ...report(failed, blocked), result: "failed" }));
  expect(text).toContain(
    "What failed 10-network/prod aws:ec2/subnet:Subnet a no such zone To do: name another The engine's log: /logs/10.jsonl",
  );
  expect(text).toContain("20-data/prod blocked by 10-network/prod");
});

test("a page asks for nothing from anywhere, runs nothing and shows everything as text", () => {
  const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;
  const page = renderReportPage({
    ...report(
      layer(evil, {
        ...{ result: "failed", log: evil, reasons: [evil], faults: [{ message: evil, remedy: evil }] },
        operations: [{ operation: evil, type: evil, name: evil, failed: false }],
        outputChanges: [{ output: evil, change: "added", after: evil }],
        contractChanges: [{ output: evil, kind: "added", detail: evil }],
      }),
      layer("b/prod", { result: "blocked", blockedBy: evil }),
    ),
    environment: evil,
    origin: { user: evil, host: evil, commit: { revision: evil, subject: evil, uncommitted: 1 } },
  });
  expect(page).not.toMatch(/<script|<img|<link|<iframe|<[^>]* on\w+=|url\(|@import|https?:/i);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html`<a title="${evil}">${[html`<b>${"<"}</b>`, "&'"]}</a>`.toString()).toBe(
    `<a title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;"><b>&lt;</b>&amp;&#39;</a>`,
  );
});

test("the timeline has a bar from start to end for each layer that ran, and room for all", () => {
  const skipped: LayerReport = { ...layer("30-c/prod", { result: "not-started", seconds: 0 }) };
  delete skipped.startedAt;
  expect(layOutBars({ ...report(layer("10-a/prod"), skipped), seconds: 3 })).toEqual({
    bars: [{ id: "10-a/prod", from: 2, seconds: 8, result: "succeeded" }],
    seconds: 10,
  });
  expect(renderReportPage(report(layer("10-a/prod")))).toContain(
    "<title>10-a/prod: succeeded, started after 2.0 s, took 8.0 s</title>",
  );
});

test("outputs are compared by value, and what the contract itself records is left out", () => {
  const before = { contract: { digest: "1" }, zones: ["a", "b"], old: 1, key: "[secret]", same: { a: 1 } };
  const after = { contract: { digest: "2" }, zones: ["a"], fresh: true, key: "[secret]", same: { a: 1 } };
  expect(compareOutputs(before, after)).toEqual([
    { output: "fresh", change: "added", after: true },
    { output: "old", change: "removed", before: 1 },
    { output: "zones", change: "changed", before: ["a", "b"], after: ["a"] },
  ]);
});

test("contracts are compared by what the stack recorded, and not where it recorded nothing", () => {
  const recorded = (shape: object) => ({ contract: { shape: JSON.stringify(shape) } });
  const zone = { schema: { type: "string" }, optional: false, secret: false };
  expect(compareRecordedContracts(recorded({ zone }), recorded({ zone: { ...zone, secret: true } }))).toEqual(
    [{ output: "zone", kind: "secrecy", detail: "is secret, was plain" }],
  );
  expect(compareRecordedContracts({ contract: {} }, recorded({ zone }))).toEqual([]);
});
