import type { Graph as DotGraph } from "@viz-js/viz";
import { escapeHtml } from "./html.ts";
import { describeState, toneOf, type Graph } from "./graph-model.ts";

const font = "Helvetica,Arial,sans-serif";
/** More names than these on a line between two boxes would hide the drawing; all are in its tooltip. */
const namesShown = 2;

const drawingStyle = `
.drawing { --ink: light-dark(#1c2128, #dde3ea); --paper: light-dark(#fff, #14181d); --line: light-dark(#8a94a0, #6d7884);
  --good: light-dark(#12703a, #57c785); --bad: light-dark(#b3261e, #ff8a80); --warn: light-dark(#8a5a00, #f0b849);
  --mark: light-dark(#2563a8, #7db4f0); color-scheme: light dark; }
.drawing text { fill: var(--ink); }
.node path { fill: var(--paper); stroke: var(--line); stroke-width: 1.5; }
.node.good path { stroke: var(--good); } .node.bad path { stroke: var(--bad); } .node.warn path { stroke: var(--warn); }
.node.faint path { stroke-dasharray: 5 4; }
.edge text { paint-order: stroke; stroke: var(--paper); stroke-width: 3; }
.edge path { stroke: var(--line); } .edge polygon { stroke: var(--line); fill: var(--line); }
a:focus-visible { outline: none; } a:focus-visible path { stroke: var(--mark); stroke-width: 4; }
.edge:hover path, .edge a:focus-visible path { stroke: var(--mark); stroke-width: 3; }
`;

/** Draws a graph as SVG, laid out by Graphviz; boxes and lines are links to `#<id>` and can be reached by keyboard. */
export async function drawGraph(graph: Graph): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  const svg = (await instance()).renderString(toDot(graph), { format: "svg" });
  const label = escapeHtml(`who reads whom in ${graph.environment}`);
  return svg
    .slice(svg.indexOf("<svg "))
    .replaceAll(/<!--[^]*?-->\n?/g, "")
    .replace(
      /<svg ([^>]*)>/,
      `<svg class="drawing" role="group" aria-label="${label}" $1>\n<style>${drawingStyle}</style>`,
    );
}

/** The graph as Graphviz takes it. */
export function toDot({ nodes, edges }: Graph): DotGraph {
  return {
    graphAttributes: { rankdir: "LR", bgcolor: "transparent", nodesep: 0.3, ranksep: 0.9, fontname: font },
    nodeAttributes: { shape: "box", style: "rounded", fontname: font, fontsize: 13, margin: "0.35,0.1" },
    edgeAttributes: { fontname: font, fontsize: 10, arrowsize: 0.7 },
    nodes: nodes.map(({ id, status }) => ({
      name: id,
      attributes: {
        label: `${id}\n${describeState(status).replace(", ", "\n")}`,
        ...{ URL: `#${anchorOf(id)}`, tooltip: `${id}: ${describeState(status)}`, class: toneOf(status) },
      },
    })),
    edges: edges.map(({ upstream, reader, fields }) => ({
      tail: upstream,
      head: reader,
      attributes: {
        label: labelOf(fields),
        URL: `#${anchorOf(reader)}`,
        tooltip: `${reader} reads ${upstream}: ${fields.join(", ") || "nothing by name"}`,
      },
    })),
  };
}

/** The id of a stack's part of the page. */
export function anchorOf(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_-]/g, "-");
}

function labelOf(fields: readonly string[]): string {
  if (fields.length <= namesShown + 1) return fields.join("\n");
  return [...fields.slice(0, namesShown), `and ${fields.length - namesShown} more`].join("\n");
}
