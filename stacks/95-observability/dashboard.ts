import { alarmKinds, type AlarmKindName } from "./alarm-kinds.ts";
import { edgeRegion, evaluationOf, type AlarmPlan, type PlannedAlarm } from "./alarm-plan.ts";
import type { Chart, Metric, Place, Signal } from "./signal.ts";

export interface DashboardArgs {
  title: string;
  region: string;
  accountId: string;
  /** With every text known. */
  plan: AlarmPlan<string>;
  /** Names of composite alarms, which come first. */
  composites: readonly string[];
  /** Lines of Markdown at the top: where to look further. */
  links: readonly string[];
}

interface Widget {
  type: "text" | "alarm" | "metric";
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

const columns = 24;
const chartHeight = 6;
const chartsInLine = 4;
/** An alarm widget shows a hundred at most. */
const alarmsInWidget = 100;

/** The dashboard's body: the state of all alarms, then one row for each layer, from the users down to the network. */
export function renderDashboard(args: DashboardArgs): string {
  const { plan } = args;
  const layers = [...new Set([...plan.alarms, ...plan.charts].map(({ layer }) => layer))].sort().reverse();
  const widgets = layers.reduce(
    (above, layer) => [...above, ...layerRow(layer, args, bottomOf(above))],
    overview(args),
  );
  return JSON.stringify({ start: "-PT12H", periodOverride: "inherit", widgets });
}

/** The lines at the top: where to look further. */
export function describeLinks(args: {
  region: string;
  prefix: string;
  webUrl: string | undefined;
  budgetNames: readonly string[];
}): string[] {
  const { region, prefix, webUrl, budgetNames } = args;
  const console = `https://${region}.console.aws.amazon.com`;
  const budgets = budgetNames.length === 0 ? "" : ` (${budgetNames.join(", ")})`;
  return [
    [
      ...(webUrl === undefined ? [] : [`[Product](${webUrl})`]),
      `[Alarms](${console}/cloudwatch/home?region=${region}#alarmsV2:?search=${prefix})`,
      `[Logs Insights](${console}/cloudwatch/home?region=${region}#logsV2:logs-insights)`,
      `[Traces](${console}/cloudwatch/home?region=${region}#xray:service-map/map)`,
      `[Budgets](https://console.aws.amazon.com/billing/home#/budgets)${budgets}`,
    ].join(" · "),
  ];
}

function bottomOf(widgets: readonly Widget[]): number {
  return Math.max(0, ...widgets.map(({ y, height }) => y + height));
}

function overview({ title, links, composites, plan, region, accountId }: DashboardArgs): Widget[] {
  const arnOf = (name: string, place: Place) =>
    `arn:aws:cloudwatch:${place === "edge" ? edgeRegion : region}:${accountId}:alarm:${name}`;
  const alarms = [
    ...composites.map((name) => arnOf(name, "home")),
    ...plan.alarms.map(({ name, place }) => arnOf(name, place)),
  ];
  const text = textWidget(0, [`# ${title}`, ...links].join("\n\n"), 1 + links.length);
  if (alarms.length === 0) return [text];
  const height = Math.min(10, 2 + Math.ceil(alarms.length / 6));
  const chunks = Array.from({ length: Math.ceil(alarms.length / alarmsInWidget) }, (_, index) =>
    alarms.slice(index * alarmsInWidget, (index + 1) * alarmsInWidget),
  );
  return [
    text,
    ...chunks.map((chunk, index): Widget => ({
      type: "alarm",
      x: 0,
      y: text.height + index * height,
      width: columns,
      height,
      properties: { title: "Alarms", alarms: chunk, sortBy: "stateUpdatedTimestamp" },
    })),
  ];
}

function textWidget(y: number, markdown: string, height: number): Widget {
  return { type: "text", x: 0, y, width: columns, height, properties: { markdown } };
}

function layerRow(layer: string, args: DashboardArgs, top: number): Widget[] {
  const panels = [
    ...args.plan.charts.filter((chart) => chart.layer === layer).map((chart) => chartProperties(chart, args)),
    ...alarmPanels(args.plan.alarms.filter((alarm) => alarm.layer === layer)).map((alarms) =>
      alarmProperties(alarms, args),
    ),
  ];
  const lines = Math.ceil(panels.length / chartsInLine);
  // The lines of one row are as even as can be, so that no chart stands alone.
  const inLine = Math.ceil(panels.length / lines);
  const width = Math.floor(columns / inLine);
  return [
    textWidget(top, `## ${layer}`, 1),
    ...panels.map((properties, index): Widget => ({
      type: "metric",
      x: (index % inLine) * width,
      y: top + 1 + Math.floor(index / inLine) * chartHeight,
      width,
      height: chartHeight,
      properties,
    })),
  ];
}

/** Alarms of one kind and place share a chart. */
function alarmPanels(alarms: readonly PlannedAlarm<string>[]): PlannedAlarm<string>[][] {
  const panels = new Map<string, PlannedAlarm<string>[]>();
  for (const alarm of alarms) {
    const key = `${alarm.kind} ${alarm.place}`;
    panels.set(key, [...(panels.get(key) ?? []), alarm]);
  }
  return [...panels.values()];
}

function chartProperties({ title, place, series }: Chart<string>, { region }: DashboardArgs) {
  return {
    ...timeSeries(title, place, region),
    period: 60,
    metrics: series.flatMap(({ label, signal }, index) => drawSignal(label, signal, index)),
    yAxis: { left: { min: 0, showUnits: false } },
  };
}

function alarmProperties(alarms: readonly PlannedAlarm<string>[], { region }: DashboardArgs) {
  const [first] = alarms as [PlannedAlarm<string>];
  const kind = alarmKinds[first.kind];
  return {
    ...timeSeries(kind.title, first.place, region),
    period: Math.min(3600, evaluationOf(first).period),
    metrics: alarms.flatMap(({ subject, signal, unitsPerMetric }, index) =>
      drawSignal(subject, signal, index, unitsPerMetric),
    ),
    annotations: { horizontal: thresholds(alarms, first.kind) },
    yAxis: { left: { min: 0, showUnits: false } },
  };
}

function timeSeries(title: string, place: Place, region: string) {
  return {
    title,
    view: "timeSeries",
    stacked: false,
    region: place === "edge" ? edgeRegion : region,
  };
}

/** One line for each threshold, coloured on the side that is bad. */
function thresholds(alarms: readonly PlannedAlarm<string>[], kind: AlarmKindName) {
  const { raised } = alarmKinds[kind];
  const values = new Set(
    alarms.map(({ threshold, unitsPerMetric }) => Math.round(threshold * (unitsPerMetric ?? 1) * 100) / 100),
  );
  return [...values].map((value) => ({
    label: `alarm ${raised} ${value}`,
    value,
    color: "#d13212",
    fill: raised,
  }));
}

/** The metrics of one signal in the form of a widget; the parts of an expression are there but not drawn. */
function drawSignal(label: string, signal: Signal<string>, index: number, unitsPerMetric = 1): unknown[] {
  const { metrics, expression } = signal;
  const idOf = (id: string) => `${id}s${index}`;
  const converted = unitsPerMetric === 1 ? undefined : `value * ${unitsPerMetric}`;
  const formula = expression ?? converted;
  if (formula === undefined) {
    return Object.values(metrics).map((one) => drawMetric(one, { label }));
  }
  const named = Object.keys(metrics).reduce(
    (text, id) => text.replace(new RegExp(`\\b${id}\\b`, "g"), idOf(id)),
    formula,
  );
  return [
    ...Object.entries(metrics).map(([id, one]) => drawMetric(one, { id: idOf(id), visible: false })),
    [{ expression: named, label, id: `e${index}` }],
  ];
}

function drawMetric({ namespace, name, dimensions, stat }: Metric<string>, options: object): unknown[] {
  return [namespace, name, ...Object.entries(dimensions).flat(), { ...options, stat }];
}
