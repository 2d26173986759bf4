import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:appautoscaling/target:Target",
    noun: "Application AutoScaling Target",
    service: "Application Auto Scaling",
    overwrites: true,
    operations: {
      create: "RegisterScalableTarget",
      update: "RegisterScalableTarget",
      delete: "DeregisterScalableTarget",
    },
    id: (make) => stringOf(make.inputs["resourceId"]),
    outputs: (make) => ({
      arn: make.arn("application-autoscaling", `scalable-target/${make.hex(32)}`),
      roleArn: `arn:aws:iam::${make.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    }),
    createOnly: ["resourceId", "scalableDimension", "serviceNamespace"],
    autoName: false,
  },
  {
    token: "aws:appautoscaling/policy:Policy",
    noun: "Application AutoScaling Policy",
    service: "Application Auto Scaling",
    operations: { create: "PutScalingPolicy", update: "PutScalingPolicy", delete: "DeleteScalingPolicy" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn(
        "autoscaling",
        `scalingPolicy:${make.hex(32)}:resource/ecs/${stringOf(make.inputs["resourceId"])}:policyName/${make.id}`,
      ),
      alarmArns: [],
    }),
    createOnly: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    autoName: { property: "name", maxLength: 256 },
  },
  {
    token: "aws:appautoscaling/scheduledAction:ScheduledAction",
    noun: "Application AutoScaling Scheduled Action",
    service: "Application Auto Scaling",
    operations: {
      create: "PutScheduledAction",
      update: "PutScheduledAction",
      delete: "DeleteScheduledAction",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn(
        "autoscaling",
        `scheduledAction:${make.hex(32)}:resource/ecs/${stringOf(make.inputs["resourceId"])}:scheduledActionName/${make.id}`,
      ),
    }),
    createOnly: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    autoName: { property: "name", maxLength: 256 },
  },
];
