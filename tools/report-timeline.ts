import { html, type Markup } from "./html.ts";
import type { LayerReport, Report } from "./report.ts";
import { describeSeconds } from "./reporters/wording.ts";

const rowHeight = 24;
const labelWidth = 190;
const chartWidth = 620;
const timeWidth = 90;

/** One bar for each layer that ran, from its start to its end. */
export interface Bar {
  id: string;
  /** Seconds since the rollout started. */
  from: number;
  seconds: number;
  result: LayerReport["result"];
}

/** The bars of a report, and how many seconds the chart is wide. */
export function layOutBars(report: Pick<Report, "startedAt" | "seconds" | "layers">): {
  bars: Bar[];
  seconds: number;
} {
  const start = Date.parse(report.startedAt);
  const bars = report.layers.flatMap(({ id, startedAt, seconds, result }) =>
    startedAt === undefined
      ? []
      : [{ id, from: Math.max(0, (Date.parse(startedAt) - start) / 1000), seconds, result }],
  );
  const ends = bars.map(({ from, seconds }) => from + seconds);
  return { bars, seconds: Math.max(report.seconds, 0.1, ...ends) };
}

/** When each layer ran, as a section with a chart; nothing where none did. */
export function renderTimeline(report: Report): Markup {
  const { bars, seconds } = layOutBars(report);
  if (bars.length === 0) return html``;
  const scale = chartWidth / seconds;
  const height = bars.length * rowHeight + 20;
  const ticks = ticksOf(seconds).map(
    (at) =>
      html`<line
          class="tick"
          x1="${labelWidth + at * scale}"
          x2="${labelWidth + at * scale}"
          y1="0"
          y2="${height - 16}"
        />
        <text x="${labelWidth + at * scale}" y="${height - 2}" font-size="11" text-anchor="middle"
          >${describeSeconds(at)}</text
        >`,
  );
  const rows = bars.map((bar, row) => {
    const y = row * rowHeight + 4;
    const x = labelWidth + bar.from * scale;
    const width = Math.max(2, bar.seconds * scale);
    const told = `${bar.id}: ${bar.result}, started after ${describeSeconds(bar.from)}, took ${describeSeconds(bar.seconds)}`;
    return html`<g
      ><title>${told}</title>
      <text x="0" y="${y + 12}" font-size="12">${bar.id}</text>
      <rect
        class="bar ${tone[bar.result]}"
        x="${x.toFixed(1)}"
        y="${y}"
        width="${width.toFixed(1)}"
        height="15"
        rx="2"
      />
      <text x="${(x + width + 6).toFixed(1)}" y="${y + 12}" font-size="11"
        >${describeSeconds(bar.seconds)}</text
      ></g
    > `;
  });
  return html`<section>
    <h2>Timeline</h2>
    <svg
      role="img"
      aria-label="when each layer ran"
      viewBox="0 0 ${labelWidth + chartWidth + timeWidth} ${height}"
    >
      ${ticks} ${rows}
    </svg>
  </section>`;
}

/** The tone in which a result is told, a class of the page's style. */
export const tone: Record<LayerReport["result"], "good" | "bad" | "warn" | "faint"> = {
  succeeded: "good",
  "up-to-date": "good",
  failed: "bad",
  blocked: "warn",
  interrupted: "warn",
  "not-started": "faint",
};

/** Up to six round marks on the axis of time. */
function ticksOf(seconds: number): number[] {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];
  const step = steps.find((candidate) => seconds / candidate <= 5) ?? 7200;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step);
}
