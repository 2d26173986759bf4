import { privateAddress } from "../addresses.ts";
import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:ec2/launchTemplate:LaunchTemplate",
    noun: "EC2 Launch Template",
    operations: { update: "CreateLaunchTemplateVersion" },
    id: (make) => `lt-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `launch-template/${make.id}`),
      latestVersion: 1,
      defaultVersion: 1,
    }),
    updated: (_, before) => ({ latestVersion: Number(before["latestVersion"]) + 1 }),
    createOnly: ["name", "namePrefix"],
    autoName: { property: "name", maxLength: 125 },
  },
  {
    token: "aws:ec2/networkInterface:NetworkInterface",
    noun: "EC2 Network Interface",
    operations: { update: "ModifyNetworkInterfaceAttribute" },
    id: (make) => `eni-0${make.hex(16)}`,
    outputs(make) {
      const address = privateAddress(make, stringOf(make.inputs["subnetId"]));
      return {
        arn: make.arn("ec2", `network-interface/${make.id}`),
        interfaceType: "interface",
        macAddress: `02:${make.hex(10, "mac").match(/../g)?.join(":")}`,
        ownerId: make.account,
        privateDnsName: `ip-${address.replaceAll(".", "-")}.${make.region}.compute.internal`,
        privateIp: address,
        privateIps: [address],
        privateIpLists: [address],
      };
    },
    defaults: { sourceDestCheck: true },
    createOnly: ["subnetId", "interfaceType"],
  },
  {
    token: "aws:autoscaling/group:Group",
    noun: "Auto Scaling Group",
    service: "Auto Scaling",
    operations: {
      create: "CreateAutoScalingGroup",
      update: "UpdateAutoScalingGroup",
      delete: "DeleteAutoScalingGroup",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn(
        "autoscaling",
        `autoScalingGroup:${make.hex(8)}-${make.hex(4, "b")}-${make.hex(4, "c")}-${make.hex(4, "d")}-${make.hex(12, "e")}:autoScalingGroupName/${make.id}`,
      ),
      defaultCooldown: 300,
      desiredCapacity: Number(make.inputs["minSize"] ?? 0),
      healthCheckType: "EC2",
      serviceLinkedRoleArn: `arn:aws:iam::${make.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    }),
    defaults: {
      forceDelete: false,
      forceDeleteWarmPool: false,
      healthCheckGracePeriod: 300,
      ignoreFailedScalingActivities: false,
      metricsGranularity: "1Minute",
      protectFromScaleIn: false,
      waitForCapacityTimeout: "10m",
    },
    createOnly: ["name", "namePrefix"],
  },
];
