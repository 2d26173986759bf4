import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { backlogPerTask, unattendedBacklog, type Backlog, type MetricQuery } from "./backlog-metrics.ts";
import type { WorkerScalingConfig } from "./config.ts";

export interface BacklogScalingArgs {
  clusterName: pulumi.Output<string>;
  serviceName: pulumi.Output<string>;
  /** Names in AWS. */
  queueNames: readonly string[];
  scaling: WorkerScalingConfig;
}

/** Gives a worker as many tasks as its backlog needs, and none where there is no work and the minimum is 0. */
export class BacklogScaling extends pulumi.ComponentResource {
  constructor(name: string, args: BacklogScalingArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:BacklogScaling", name, {}, options);

    const backlog = describeBacklog(args);
    const target = createTarget(this, name, args);
    createTracking(this, name, target, backlog, args);
    createWaking(this, name, target, backlog, args);
    this.registerOutputs();
  }
}

function describeBacklog(args: BacklogScalingArgs): pulumi.Output<Backlog> {
  const { queueNames, scaling } = args;
  return pulumi.all([args.clusterName, args.serviceName]).apply(([clusterName, serviceName]) => ({
    queueNames,
    backlogMetric: scaling.backlogMetric,
    clusterName,
    serviceName,
  }));
}

function createTarget(
  parent: BacklogScaling,
  name: string,
  { clusterName, serviceName, scaling }: BacklogScalingArgs,
): aws.appautoscaling.Target {
  return new aws.appautoscaling.Target(
    name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${clusterName}/${serviceName}`,
      minCapacity: scaling.min,
      maxCapacity: scaling.max,
    },
    { parent },
  );
}

function createTracking(
  parent: BacklogScaling,
  name: string,
  target: aws.appautoscaling.Target,
  backlog: pulumi.Output<Backlog>,
  { scaling }: BacklogScalingArgs,
): void {
  new aws.appautoscaling.Policy(
    `${name}-backlog`,
    {
      policyType: "TargetTrackingScaling",
      ...targetOf(target),
      targetTrackingScalingPolicyConfiguration: {
        targetValue: scaling.backlogPerTask,
        scaleInCooldown: scaling.scaleInSeconds,
        scaleOutCooldown: scaling.scaleOutSeconds,
        customizedMetricSpecification: {
          metrics: backlog.apply((one) => backlogPerTask(one).map(asTracked)),
        },
      },
    },
    { parent },
  );
}

/** Target tracking multiplies what runs, so it never leaves 0: the first task has a policy and an alarm of its own. */
function createWaking(
  parent: BacklogScaling,
  name: string,
  target: aws.appautoscaling.Target,
  backlog: pulumi.Output<Backlog>,
  { scaling }: BacklogScalingArgs,
): void {
  if (scaling.min > 0) return;
  const policy = new aws.appautoscaling.Policy(
    `${name}-wake`,
    {
      policyType: "StepScaling",
      ...targetOf(target),
      stepScalingPolicyConfiguration: {
        adjustmentType: "ExactCapacity",
        metricAggregationType: "Maximum",
        cooldown: scaling.scaleOutSeconds,
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    },
    { parent },
  );
  new aws.cloudwatch.MetricAlarm(
    `${name}-wake`,
    {
      alarmDescription: "Work waits while no task runs: starts the first one. Not a fault.",
      metricQueries: backlog.apply((one) => unattendedBacklog(one).map(asQueried)),
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [policy.arn],
    },
    { parent },
  );
}

function targetOf({ serviceNamespace, scalableDimension, resourceId }: aws.appautoscaling.Target) {
  return { serviceNamespace, scalableDimension, resourceId };
}

type TrackedMetric =
  aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetric;

function asTracked(query: MetricQuery): TrackedMetric {
  if ("expression" in query) return { ...query, returnData: true };
  const { namespace, name, dimensions } = query.metric;
  return {
    id: query.id,
    returnData: false,
    metricStat: {
      stat: query.stat,
      metric: {
        namespace,
        metricName: name,
        dimensions: Object.entries(dimensions).map(([dimension, value]) => ({ name: dimension, value })),
      },
    },
  };
}

function asQueried(query: MetricQuery): aws.types.input.cloudwatch.MetricAlarmMetricQuery {
  if ("expression" in query) return { ...query, returnData: true };
  const { namespace, name, dimensions } = query.metric;
  return {
    id: query.id,
    returnData: false,
    metric: { namespace, metricName: name, dimensions: { ...dimensions }, period: 60, stat: query.stat },
  };
}
