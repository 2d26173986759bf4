import { lengthOf, numberOf, partOf, type Pricer } from "../resources.ts";

/** A high-resolution alarm looks every 10 or 30 seconds; one on an expression is charged for each metric in it. */
const metricAlarm: Pricer = ({ inputs }) => {
  const queries = Array.isArray(inputs["metricQueries"]) ? inputs["metricQueries"].map(partOf) : [];
  const watched = queries.filter(({ metric }) => (lengthOf(metric) ?? (metric === undefined ? 0 : 1)) > 0);
  const count = queries.length === 0 ? 1 : Math.max(1, watched.length);
  const periods =
    queries.length === 0 ? [inputs["period"]] : watched.map(({ metric }) => partOf(metric)["period"]);
  const isFast = periods.some((period) => (numberOf(period) ?? 60) < 60);
  return [{ price: isFast ? "fast-alarm-metric-month" : "alarm-metric-month", count }];
};

/** Finding what outsiders may reach is free; finding what nobody uses is charged for each role and user. */
const analyzer: Pricer = ({ inputs }) => {
  const kind = String(inputs["type"] ?? "ACCOUNT");
  return /UNUSED|INTERNAL/.test(kind) ? [{ notPriced: `analyzer of type ${kind}` }] : [];
};

export const operationsPricers: Readonly<Record<string, Pricer>> = {
  "aws:accessanalyzer/analyzer:Analyzer": analyzer,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => [{ price: "composite-alarm-month", count: 1 }],
  "aws:cloudwatch/dashboard:Dashboard": () => [{ price: "dashboard-month", count: 1 }],
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
};
