import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmKinds } from "./alarm-kinds.ts";
import {
  concernRule,
  concerns,
  describeAlarm,
  edgeRegion,
  evaluationOf,
  type Concern,
  type PlannedAlarm,
} from "./alarm-plan.ts";
import type { Metric, Place, Signal } from "./signal.ts";

export interface AlarmsArgs {
  prefix: string;
  region: string;
  alarms: readonly PlannedAlarm[];
  /** Topic by place; there is one wherever there is an alarm. */
  topicArns: { readonly [P in Place]?: pulumi.Input<string> | undefined };
}

/** All alarms, each of which tells its region's topic when it is raised and when it is over, and the composite ones. */
export class Alarms extends pulumi.ComponentResource {
  readonly names: string[];
  readonly composites: string[];

  constructor(name: string, args: AlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:95-observability:Alarms", name, {}, opts);
    const { prefix, region, alarms, topicArns } = args;
    const child = { parent: this };

    const made = alarms.map(createAlarm);
    this.composites = (Object.keys(concerns) as Concern[]).flatMap(createComposite);
    this.names = [...alarms.map((alarm) => alarm.name), ...this.composites];
    this.registerOutputs({ names: this.names });

    function createAlarm(alarm: PlannedAlarm): aws.cloudwatch.MetricAlarm {
      const { raised, silence } = alarmKinds[alarm.kind];
      const actions = notices(alarm.place);
      const { period, evaluationPeriods } = evaluationOf(alarm);
      return new aws.cloudwatch.MetricAlarm(
        alarm.name.slice(prefix.length + 1),
        {
          region: (alarm.place === "edge" ? edgeRegion : region) as aws.Region,
          name: alarm.name,
          alarmDescription: describeAlarm(alarm, prefix),
          comparisonOperator: raised === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
          threshold: alarm.threshold,
          evaluationPeriods,
          datapointsToAlarm: evaluationPeriods,
          treatMissingData: silence === "alarming" ? "breaching" : "notBreaching",
          ...signalArguments(alarm.signal, period),
          alarmActions: actions,
          okActions: actions,
        },
        child,
      );
    }

    function createComposite(concern: Concern): string[] {
      const alarmRule = concernRule(concern, alarms);
      if (alarmRule === undefined) return [];
      const alarmName = `${prefix}-${concern}-affected`;
      const actions = notices("home");
      new aws.cloudwatch.CompositeAlarm(
        `${concern}-affected`,
        {
          region: region,
          alarmName,
          alarmDescription: `${concerns[concern]} (${prefix})`,
          alarmRule,
          alarmActions: actions,
          okActions: actions,
        },
        { ...child, dependsOn: made },
      );
      return [alarmName];
    }

    function notices(place: Place): pulumi.Input<string>[] {
      const arn = topicArns[place];
      if (arn === undefined)
        throw new Error(`no topic for alarms of ${place}, expected one where alarms are`);
      return [arn];
    }
  }
}

/** One metric is given as such, several as queries with the one expression that counts. */
function signalArguments({ metrics, expression }: Signal, period: number): aws.cloudwatch.MetricAlarmArgs {
  if (expression === undefined) {
    const [metric] = Object.values(metrics) as [Metric];
    const { namespace, name, dimensions, stat } = metric;
    return {
      namespace,
      metricName: name,
      dimensions,
      period,
      ...(isPercentile(stat) ? { extendedStatistic: stat } : { statistic: stat }),
      // A percentile of a handful of requests is one request.
      ...(isPercentile(stat) && { evaluateLowSampleCountPercentiles: "ignore" }),
    };
  }
  return {
    metricQueries: [
      ...Object.entries(metrics).map(([id, { namespace, name, dimensions, stat }]) => ({
        id,
        metric: { namespace, metricName: name, dimensions, period, stat },
        returnData: false,
      })),
      { id: "answer", expression, label: "answer", returnData: true },
    ],
  };
}

function isPercentile(stat: string): boolean {
  return /^p\d/.test(stat);
}
