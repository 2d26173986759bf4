import type { Profile } from "../../shared/config-schema.ts";
import { alarmKinds, settleLimit, type AlarmKind, type LimitOverrides } from "./alarm-kinds.ts";
import { nameOf, type AlarmWish, type Chart, type Text, type Watch } from "./signal.ts";

/** An alarm with its limit. */
export interface PlannedAlarm<T = Text> extends AlarmWish<T> {
  /** Name in AWS. */
  name: string;
  /** In the metric's own unit. */
  threshold: number;
  minutes: number;
}

export interface AlarmPlan<T = Text> {
  alarms: readonly PlannedAlarm<T>[];
  charts: readonly Chart<T>[];
}

export interface AlarmSettings {
  /** Starts the alarms' names, such as "tap-poc". */
  prefix: string;
  region: string;
  profile: Profile;
  limits: LimitOverrides;
}

/** Where CloudFront and everything in front of it keep their metrics. */
export const edgeRegion = "us-east-1";

/** Gives each wanted alarm its name and limit, and leaves out what the configuration turns off. */
export function planAlarms(watches: readonly Watch[], settings: AlarmSettings): AlarmPlan {
  const alarms = watches
    .flatMap((watch) => watch.alarms)
    .flatMap((wish): PlannedAlarm[] => {
      const limit = settleLimit(wish.kind, settings.profile, settings.limits);
      if (limit === undefined) return [];
      const { threshold, minutes } = limit;
      return [
        {
          ...wish,
          place: settle(wish.place, settings),
          name: `${settings.prefix}-${nameOf(wish)}`,
          threshold: inMetricUnits(threshold, wish),
          minutes,
        },
      ];
    });
  const charts = watches
    .flatMap((watch) => watch.charts)
    .map((chart) => ({ ...chart, place: settle(chart.place, settings) }));
  return { alarms, charts };
}

/** An environment in us-east-1 has what is at the edge at home. */
function settle(place: "home" | "edge", { region }: AlarmSettings): "home" | "edge" {
  return region === edgeRegion ? "home" : place;
}

function inMetricUnits(threshold: number, { base, unitsPerMetric }: AlarmWish): number {
  return base === undefined ? threshold / (unitsPerMetric ?? 1) : base - threshold;
}

/** How CloudWatch is told to look: at each of so many minutes, or at all of them as one. */
export function evaluationOf({ kind, minutes }: Pick<PlannedAlarm, "kind" | "minutes">) {
  return alarmKinds[kind].over === "allMinutes"
    ? { period: minutes * 60, evaluationPeriods: 1 }
    : { period: 60, evaluationPeriods: minutes };
}

/** The sentence in the mail, and in the console. */
export function describeAlarm(alarm: PlannedAlarm, prefix: string): string {
  const kind: AlarmKind = alarmKinds[alarm.kind];
  const shown = alarm.base === undefined ? alarm.threshold * (alarm.unitsPerMetric ?? 1) : alarm.threshold;
  const { minutes } = alarm;
  const time = minutes === 1440 ? "a day" : minutes === 1 ? "a minute" : `${minutes} minutes`;
  return (
    `${kind.title} of ${alarm.subject} in ${prefix} is ${kind.raised} ${Math.round(shown * 100) / 100} for ${time} ` +
    `(${alarm.layer}, obs.alarms.${alarm.kind})`
  );
}

/** The two questions that a person is called for, each asked of many alarms at once. */
export const concerns = {
  users: "Users of the product notice: it fails, is slow or unreachable",
  data: "Data may be lost or is not worked on",
} as const;
export type Concern = keyof typeof concerns;

/** A composite alarm's rule; undefined where nothing can raise it. A composite sees only alarms of its own region. */
export function concernRule(concern: Concern, alarms: readonly PlannedAlarm[]): string | undefined {
  const names = alarms
    .filter(({ kind, place }) => place === "home" && alarmKinds[kind].impact === concern)
    .map(({ name }) => name);
  // CloudWatch takes a hundred alarms in one rule.
  return names.length === 0
    ? undefined
    : names
        .slice(0, 100)
        .map((name) => `ALARM("${name}")`)
        .join(" OR ");
}
