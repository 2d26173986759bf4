import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ScalingConfig } from "./scaling-config.ts";

export interface ServiceScalingArgs {
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  scaling: ScalingConfig;
  /** Load balancer and target group behind `requests` and `responseTime`, as CloudWatch names them. */
  loadBalancer?: { arnSuffix: pulumi.Input<string>; targetGroupArnSuffix: pulumi.Input<string> } | undefined;
}

/**
 * Scales a service between its limits. Registering it also lifts a service that has fewer tasks than `min`,
 * which is how one that was made without an image gets its first tasks.
 */
export class ServiceScaling extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceScalingArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:ecs:ServiceScaling", name, {}, options);

    const target = createTarget(this, name, args);
    createTrackingPolicies(this, name, target, args);
    createSchedule(this, name, target, args);
    this.registerOutputs();
  }
}

function createTarget(
  parent: ServiceScaling,
  name: string,
  args: ServiceScalingArgs,
): aws.appautoscaling.Target {
  const { min, max, schedule } = args.scaling;
  return new aws.appautoscaling.Target(
    name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
      minCapacity: min,
      maxCapacity: max,
    },
    // Scheduled actions move the limits, and an update must not move them back.
    { parent, ignoreChanges: schedule.length > 0 ? ["minCapacity", "maxCapacity"] : [] },
  );
}

function createTrackingPolicies(
  parent: ServiceScaling,
  name: string,
  target: aws.appautoscaling.Target,
  { scaling, loadBalancer }: ServiceScalingArgs,
): void {
  const createPolicy = (
    metric: string,
    configuration: aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration,
  ) =>
    new aws.appautoscaling.Policy(
      `${name}-${metric}`,
      {
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          scaleInCooldown: scaling.scaleInSeconds,
          scaleOutCooldown: scaling.scaleOutSeconds,
          ...configuration,
        },
      },
      { parent },
    );
  const predefined = (
    predefinedMetricType: string,
    targetValue: number,
    resourceLabel?: pulumi.Input<string>,
  ) => ({
    targetValue,
    predefinedMetricSpecification: {
      predefinedMetricType,
      ...(resourceLabel !== undefined && { resourceLabel }),
    },
  });

  if (scaling.cpu !== undefined)
    createPolicy("cpu", predefined("ECSServiceAverageCPUUtilization", scaling.cpu));
  if (scaling.memory !== undefined) {
    createPolicy("memory", predefined("ECSServiceAverageMemoryUtilization", scaling.memory));
  }
  if (loadBalancer === undefined) return;
  if (scaling.requests !== undefined) {
    createPolicy(
      "requests",
      predefined(
        "ALBRequestCountPerTarget",
        scaling.requests,
        pulumi.interpolate`${loadBalancer.arnSuffix}/${loadBalancer.targetGroupArnSuffix}`,
      ),
    );
  }
  if (scaling.responseTime !== undefined) {
    createPolicy("response-time", {
      targetValue: scaling.responseTime,
      // A fast answer says nothing about how many tasks could go.
      disableScaleIn: true,
      customizedMetricSpecification: {
        namespace: "AWS/ApplicationELB",
        metricName: "TargetResponseTime",
        statistic: "Average",
        dimensions: [
          { name: "LoadBalancer", value: loadBalancer.arnSuffix },
          { name: "TargetGroup", value: loadBalancer.targetGroupArnSuffix },
        ],
      },
    });
  }
}

function createSchedule(
  parent: ServiceScaling,
  name: string,
  target: aws.appautoscaling.Target,
  { scaling }: ServiceScalingArgs,
): void {
  for (const change of scaling.schedule) {
    new aws.appautoscaling.ScheduledAction(
      `${name}-${change.name}`,
      {
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        schedule: change.at,
        timezone: change.timezone,
        scalableTargetAction: { minCapacity: change.min, maxCapacity: change.max },
      },
      { parent },
    );
  }
}
