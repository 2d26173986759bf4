import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "alarm-form",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  refuses({ inputs }) {
    const queries = inputs["metricQueries"];
    const fault = Array.isArray(queries) ? queriesFault(queries, inputs) : metricFault(inputs);
    return fault ?? evaluationFault(inputs);
  },
};

function metricFault(inputs: Properties): string | undefined {
  const { statistic, extendedStatistic } = inputs;
  if (textOf(inputs, "metricName") === "" || textOf(inputs, "namespace") === "")
    return "MetricName and Namespace must be given, or Metrics";
  if ((statistic === undefined) === (extendedStatistic === undefined))
    return "Exactly one of Statistic and ExtendedStatistic must be given";
  if (
    typeof statistic === "string" &&
    !["Average", "Maximum", "Minimum", "SampleCount", "Sum"].includes(statistic)
  )
    return `Value '${statistic}' at 'statistic' failed to satisfy constraint`;
  if (typeof extendedStatistic === "string" && !/^(p|tm|tc|ts|wm)\d|^(IQM|PR\()/.test(extendedStatistic))
    return `The value ${extendedStatistic} for parameter ExtendedStatistic is not supported`;
  return periodFault(inputs["period"]);
}

function queriesFault(list: readonly PropertyValue[], inputs: Properties): string | undefined {
  if (
    ["metricName", "namespace", "statistic", "extendedStatistic", "period", "dimensions"].some(
      (it) => it in inputs,
    )
  )
    return "Metrics cannot be given together with MetricName, Namespace, Dimensions, Period or a statistic";
  const queries = list.filter(isObject);
  const ids = queries.map((query) => textOf(query, "id"));
  const bad = ids.find((id) => !/^[a-z][A-Za-z0-9_]*$/.test(id));
  if (bad !== undefined) return `The id ${bad} must start with a lower-case letter`;
  if (new Set(ids).size < ids.length) return "The ids of Metrics must be unique";
  if (queries.filter(({ returnData }) => returnData === true).length !== 1)
    return "Exactly one element of the metrics list should return data";
  const metrics = queries.flatMap(({ metric }) => (isObject(metric) ? [metric] : []));
  if (metrics.length > 10) return "At most 10 metrics can be in one alarm";
  const unknown = queries
    .flatMap((query) => textOf(query, "expression").match(/\b[a-z][A-Za-z0-9_]*\b/g) ?? [])
    .find((id) => !ids.includes(id));
  if (unknown !== undefined) return `Error in expression: Unknown id '${unknown}'`;
  return metrics.map(({ period }) => periodFault(period)).find((fault) => fault !== undefined);
}

function periodFault(period: PropertyValue | undefined): string | undefined {
  const isValid =
    typeof period === "number" && ([10, 20, 30].includes(period) || (period > 0 && period % 60 === 0));
  return isValid ? undefined : "Period must be 10, 20, 30 or a multiple of 60";
}

function evaluationFault(inputs: Properties): string | undefined {
  const { evaluationPeriods: periods, datapointsToAlarm: points, metricQueries, threshold } = inputs;
  if (typeof periods !== "number" || periods < 1) return "EvaluationPeriods must be at least 1";
  if (typeof points === "number" && points > periods)
    return "DatapointsToAlarm cannot be larger than EvaluationPeriods";
  if (threshold === undefined && inputs["thresholdMetricId"] === undefined)
    return "Threshold or ThresholdMetricId must be given";
  const longest = Math.max(
    0,
    ...[
      inputs,
      ...(Array.isArray(metricQueries) ? metricQueries.filter(isObject).map(({ metric }) => metric) : []),
    ]
      .filter(isObject)
      .map(({ period }) => (typeof period === "number" ? period : 0)),
  );
  const day = 86_400;
  return longest * periods > (longest >= 3600 ? 7 * day : day)
    ? "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)"
    : undefined;
}
