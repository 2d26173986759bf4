import { expect, test } from "@jest/globals";
import { drawGraph } from "../../tools/graph-drawing.ts";
import { graphOf, type Graph } from "../../tools/graph-model.ts";
import { renderGraphPage } from "../../tools/graph-page.ts";
import type { Plan } from "../../tools/plan.ts";
import type { StackStatus } from "../../tools/stack-status.ts";

const layer = (name: string) => ({ name, folder: "", project: {}, contract: undefined, stacks: new Map() });
const node = (name: string, reads: string[]) => ({
  ...{ id: `${name}/dev`, layer: layer(name), stack: "dev", reads, unconfigured: [], shared: false },
});
const plan: Plan = {
  environment: "dev",
  nodes: [node("10-network", []), node("20-data", ["10-network/dev"]), node("30-app", ["20-data/dev"])],
};
const use = (reader: string, output: string, line: number) => ({
  ...{ producer: "10-network", output, reader, file: "index.ts", line },
});
const uses = [use("20-data", "zones", 9), use("20-data", "vpcId", 7), use("20-data", "vpcId", 8)];
const status = (id: string, given: Partial<StackStatus> = {}): StackStatus => ({
  ...{ id, state: "deployed", lastResult: "update succeeded", resources: 3, readBy: [], pending: [] },
  ...given,
});

test("a line of the graph has each field that the reader's program takes, once and in order", () => {
  expect(graphOf(plan, uses, undefined).edges).toEqual([
    { upstream: "10-network/dev", reader: "20-data/dev", fields: ["vpcId", "zones"] },
    { upstream: "20-data/dev", reader: "30-app/dev", fields: [] },
  ]);
});

test("a drawing shows each stack's state and can be walked through by keyboard", async () => {
  const statuses = [
    status("10-network/dev"),
    status("20-data/dev", { lastResult: "update failed", pending: ["creating urn"] }),
    status("30-app/dev", { state: "never deployed" }),
  ];
  const svg = await drawGraph(graphOf(plan, uses, statuses));
  expect(svg).toMatch(/^<svg class="drawing" role="group" aria-label="who reads whom in dev" /);
  expect([...svg.matchAll(/class="node (\w+)"/g)].map(([, tone]) => tone)).toEqual(["good", "bad", "faint"]);
  expect([...svg.matchAll(/<a xlink:href="([^"]*)"/g)].map(([, target]) => target)).toEqual(
    expect.arrayContaining(["#10-network-dev", "#20-data-dev", "#30-app-dev"]),
  );
  expect(svg).toContain("20&#45;data/dev: 3 resources, last update failed, 1 operation open");
  expect(svg).toContain("20&#45;data/dev reads 10&#45;network/dev: vpcId, zones");
});

test("a page tells in words what is drawn, and every link of it leads to a part of it", async () => {
  const graph = graphOf(plan, uses, [status("10-network/dev", { updatedAt: "2026-11-20T10:00:00.123Z" })]);
  const page = renderGraphPage(graph, await drawGraph(graph));
  const text = page
    .replace(/<(style|svg)[^]*?<\/\1>/g, "")
    .replace(/<[^>]+>|\s+/g, " ")
    .replace(/ +/g, " ");
  expect(text).toContain(
    "10-network/dev 3 resources, last update succeeded, at 2026-11-20 10:00:00 Z Is read by 20-data/dev : vpcId, zones",
  );
  expect(text).toContain("30-app/dev state unknown Reads 20-data/dev");
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((id) => !ids.has(id))).toEqual([]);
});

test("a page asks for nothing from anywhere and runs nothing, whatever its stacks are called", async () => {
  const evil = `<script>alert("1")</script>`;
  const graph: Graph = {
    environment: `"><img src=x onerror=alert(2)>`,
    nodes: [{ id: `a/${evil}`, shared: false, status: status("a", { lastResult: evil }) }],
    edges: [{ upstream: `a/${evil}`, reader: `a/${evil}`, fields: [evil] }],
  };
  const page = renderGraphPage(graph, await drawGraph(graph));
  expect(page).not.toMatch(/<script|<img|<link|url\(|@import/i);
  expect(page.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"]);
});
