import { html, renderPage, type Markup } from "./html.ts";
import type { LayerReport, Report } from "./report.ts";
import { renderTimeline, tone } from "./report-timeline.ts";
import { changeWords, describeChanges, describeSeconds } from "./reporters/wording.ts";

/** What a layer's operations are called; those of one replacement are one. */
const operationWords: Readonly<Record<string, string>> = {
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
};
const titles = { up: "Rollout", preview: "Preview", destroy: "Destruction" } as const;

/** A rollout as one page to be attached to a change ticket: self-contained, printable, without scripts. */
export function renderReportPage(report: Report): string {
  const { verb, environment, rehearsal, layers } = report;
  const title = `${titles[verb]} of ${environment}${rehearsal ? " (rehearsal)" : ""}`;
  return renderPage(
    `${title}: ${report.result}`,
    html`<main>
      <h1>${title}</h1>
      <p class="${tone[report.result]}">
        <strong>${report.result}</strong> in ${describeSeconds(report.seconds)}
      </p>
      ${renderFacts(report)} ${renderFailures(layers)}
      <section>
        <h2>Layers</h2>
        ${renderTable(report)}
      </section>
      ${renderTimeline(report)} ${layers.filter(hasDetails).map((layer) => renderLayer(layer, report))}
    </main>`,
  );
}

function renderFacts({ startedAt, seconds, origin }: Report): Markup {
  const ended = new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
  const { commit } = origin ?? {};
  return html`<dl>
    <dt>Started</dt>
    <dd>${showTime(startedAt)}</dd>
    <dt>Ended</dt>
    <dd>${showTime(ended)}</dd>
    ${
      origin &&
      html`<dt>By</dt>
        <dd>${origin.user} on ${origin.host}</dd>`
    }
    ${
      commit &&
      html`<dt>Commit</dt>
        <dd>
          <code>${commit.revision}</code> ${commit.subject}
          ${commit.uncommitted > 0 ? html`<strong class="warn">and ${commit.uncommitted} uncommitted files</strong>` : undefined}
        </dd>`
    }
  </dl>`;
}

function renderFailures(layers: readonly LayerReport[]): Markup {
  const failed = layers.filter(({ faults }) => faults.length > 0);
  if (failed.length === 0) return html``;
  return html`<section>
    <h2>What failed</h2>
    ${failed.map(
      ({ id, faults, log }) =>
        html`<h3>${id}</h3>
          ${faults.map(
            ({ message, resource, remedy }) =>
              html`${resource && html`<p><code>${resource}</code></p>`}
                <pre>${message}</pre>
                ${remedy && html`<p><strong>To do:</strong> ${remedy}</p>`}`,
          )}
          ${log && html`<p class="faint">The engine's log: <code>${log}</code></p>`}`,
    )}
  </section>`;
}

function renderTable({ verb, layers }: Report): Markup {
  const head = ["Layer", "Result", ...changeWords(verb).map(capital), "Same", "Time"];
  return html`<table>
    <thead>
      <tr>
        ${head.map((cell, at) => html`<th${at > 1 ? html` class="count"` : undefined} scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${layers.map(({ id, result, blockedBy, changes, seconds }) => {
        const { created, updated, replaced, deleted, same } = changes;
        const counts = [created, updated, replaced, deleted, same].map((count) => count || "");
        const told = blockedBy === undefined ? result.replaceAll("-", " ") : `blocked by ${blockedBy}`;
        return html`<tr>
          <th scope="row">${id}</th>
          <td class="${tone[result]}">${told}</td>
          ${counts.map((count) => html`<td class="count">${count}</td>`)}
          <td class="count">${seconds === 0 ? "" : describeSeconds(seconds)}</td>
        </tr> `;
      })}
    </tbody>
  </table>`;
}

function hasDetails({ operations, outputChanges, contractChanges }: LayerReport): boolean {
  return [operations, outputChanges, contractChanges].some((list) => (list?.length ?? 0) > 0);
}

function renderLayer(layer: LayerReport, { verb }: Report): Markup {
  const { id, changes, reasons = [], operations = [], outputChanges = [], contractChanges = [] } = layer;
  return html`<section>
    <h2>${id}</h2>
    <p>
      ${describeChanges(changes, verb)}${reasons.length === 0 ? "" : `; it ran because ${reasons.join(", ")}`}
    </p>
    ${list(
      "Contract",
      contractChanges.map(
        ({ output, kind, detail }) => html`<li><code>${output}</code> ${detail} (${kind})</li>`,
      ),
    )}
    ${list(
      "Outputs",
      outputChanges.map(({ output, change, ...values }) => {
        const before = "before" in values ? html` <code>${showValue(values.before)}</code>` : undefined;
        const after = "after" in values ? html` <code>${showValue(values.after)}</code>` : undefined;
        const arrow = before !== undefined && after !== undefined ? " →" : "";
        return html`<li><code>${output}</code> ${change}:${before}${arrow}${after}</li>`;
      }),
    )}
    ${groupOperations(operations).map(([what, names]) => list(what, names))}
  </section> `;
}

/** The resources of a layer under what was done to them, each once. */
function groupOperations(operations: NonNullable<LayerReport["operations"]>): [string, Markup[]][] {
  const groups = new Map<string, Map<string, Markup>>();
  for (const { operation, type, name, failed } of operations) {
    const word = operationWords[operation] ?? operation;
    const group = capital(failed ? `${word}, failed` : word);
    const known = groups.get(group) ?? new Map<string, Markup>();
    groups.set(group, known.set(`${type} ${name}`, html`<li><code>${type}</code> ${name}</li>`));
  }
  return [...groups].map(([group, names]) => [group, [...names.values()]]);
}

function list(heading: string, items: readonly Markup[]): Markup {
  if (items.length === 0) return html``;
  return html`<h3>${heading} (${items.length})</h3>
    <ul>
      ${items}
    </ul>`;
}

function showValue(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function showTime(time: string): string {
  return time.replace("T", " ").replace(/\.\d+Z$/, " UTC");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
