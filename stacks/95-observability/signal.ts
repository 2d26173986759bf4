import type * as pulumi from "@pulumi/pulumi";
import { alarmKinds, type AlarmKindName } from "./alarm-kinds.ts";

/** A text that a preview may not know yet; plain once everything is. */
export type Text = pulumi.Input<string>;

/** One CloudWatch metric of one resource. */
export interface Metric<T = Text> {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, T>>;
  /** A statistic such as "Sum", or a percentile such as "p95". */
  stat: string;
}

/** What an alarm looks at and a chart draws: one metric, or an expression over several, by id. */
export interface Signal<T = Text> {
  metrics: Readonly<Record<string, Metric<T>>>;
  expression?: string | undefined;
}

/** Where metrics are: in the environment's region, or in us-east-1 with CloudFront's. */
export type Place = "home" | "edge";

/** One alarm that somebody may want. */
export interface AlarmWish<T = Text> {
  kind: AlarmKindName;
  /** The layer that owns what is watched; its row on the dashboard. */
  layer: string;
  /** What is watched, such as "api"; with the kind it makes the alarm's name. */
  subject: string;
  place: Place;
  signal: Signal<T>;
  /** Where the threshold counts from, such as how many tasks there should be. */
  base?: number | undefined;
  /** How many of the threshold's units are one of the metric's. */
  unitsPerMetric?: number | undefined;
}

/** A chart of what nobody needs to be woken for. */
export interface Chart<T = Text> {
  layer: string;
  title: string;
  place: Place;
  series: readonly { label: string; signal: Signal<T> }[];
}

/** What is watched of one layer. */
export interface Watch<T = Text> {
  alarms: readonly AlarmWish<T>[];
  charts: readonly Chart<T>[];
}

export const nothing: Watch = { alarms: [], charts: [] };

export function metric<T>(
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, T>>,
  stat: string,
): Metric<T> {
  return { namespace, name, dimensions, stat };
}

export function signalOf<T>(...given: Parameters<typeof metric<T>>): Signal<T> {
  return { metrics: { value: metric(...given) } };
}

/** Requests in one period below which a percentage says nothing. */
const fewestRequests = 10;

/** How many percent of all are bad, as soon as there are enough to tell. */
export function percentOf<T>(bad: readonly Metric<T>[], all: Metric<T>): Signal<T> {
  const ids = bad.map((_, index) => `bad${index}`);
  const sum = ids.map((id) => `FILL(${id}, 0)`).join(" + ");
  return {
    metrics: { ...Object.fromEntries(bad.map((one, index) => [`bad${index}`, one])), total: all },
    expression: `IF(FILL(total, 0) >= ${fewestRequests}, 100 * (${sum}) / total, 0)`,
  };
}

/** Several counts as one. */
export function sumOf<T>(...counts: readonly Metric<T>[]): Signal<T> {
  return {
    metrics: Object.fromEntries(counts.map((one, index) => [`count${index}`, one])),
    expression: counts.map((_, index) => `FILL(count${index}, 0)`).join(" + "),
  };
}

/** An alarm's name behind the environment's, such as "queue-app-depth". */
export function nameOf({ subject, kind }: Pick<AlarmWish, "subject" | "kind">): string {
  return `${subject}-${alarmKinds[kind].word}`;
}
