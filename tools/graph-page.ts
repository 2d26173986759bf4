import { anchorOf } from "./graph-drawing.ts";
import { describeState, toneOf, type Graph, type GraphNode } from "./graph-model.ts";
import { html, Markup, renderPage } from "./html.ts";

/**
 * A page of one environment: the drawing, and below it in words what is drawn. The boxes of the drawing lead to these
 * words, so that all of it can be had without a mouse and without seeing.
 *
 * @param svg what `drawGraph` gives
 */
export function renderGraphPage(graph: Graph, svg: string): string {
  const { environment, nodes } = graph;
  return renderPage(
    `Layers of ${environment}`,
    html`<main>
      <h1>Layers of ${environment}</h1>
      <p>
        Each box is a stack, each line what one takes of another. <span class="good">Green</span>: its last
        update succeeded; <span class="bad">red</span>: it failed; dashed: not deployed, or nobody could look.
      </p>
      <div class="wide">${new Markup(svg)}</div>
      ${nodes.map((node) => renderNode(node, graph))}
    </main>`,
  );
}

function renderNode({ id, shared, status }: GraphNode, { edges }: Graph): Markup {
  const reads = edges.filter(({ reader }) => reader === id);
  const readers = edges.filter(({ upstream }) => upstream === id);
  const at = status?.updatedAt?.replace("T", " ").replace(/(\.\d+)?(Z|[+-]\d\d:\d\d)$/, " $2");
  return html`<section id="${anchorOf(id)}">
    <h2>${id}${shared ? " (shared)" : ""}</h2>
    <p class="${toneOf(status)}">${describeState(status)}${at === undefined ? "" : `, at ${at}`}</p>
    ${renderEdges(
      "Reads",
      reads.map(({ upstream, fields }) => [upstream, fields]),
    )}
    ${renderEdges(
      "Is read by",
      readers.map(({ reader, fields }) => [reader, fields]),
    )}
  </section> `;
}

function renderEdges(heading: string, edges: readonly [string, readonly string[]][]): Markup {
  if (edges.length === 0) return html``;
  return html`<h3>${heading}</h3>
    <ul>
      ${edges.map(
        ([other, fields]) =>
          html`<li>
            <a href="#${anchorOf(other)}">${other}</a>${fields.length === 0 ? "" : ": "}${fields.join(", ")}
          </li> `,
      )}
    </ul>`;
}
