import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:apprunner/service:Service",
    noun: "App Runner Service",
    id: (make) => make.arn("apprunner", `service/${stringOf(make.inputs["serviceName"])}/${make.hex(32)}`),
    outputs: (make) => ({
      arn: make.id,
      serviceId: make.hex(32),
      serviceUrl: `${make.letters(10).toLowerCase()}.${make.region}.awsapprunner.com`,
      status: "RUNNING",
    }),
    createOnly: ["serviceName", "encryptionConfiguration"],
    autoName: false,
  },
  {
    token: "aws:apprunner/vpcConnector:VpcConnector",
    noun: "App Runner VPC Connector",
    id: (make) =>
      make.arn("apprunner", `vpcconnector/${stringOf(make.inputs["vpcConnectorName"])}/1/${make.hex(32)}`),
    outputs: (make) => ({ arn: make.id, status: "ACTIVE", vpcConnectorRevision: 1 }),
    createOnly: ["vpcConnectorName", "subnets", "securityGroups"],
    autoName: false,
  },
  {
    token: "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion",
    noun: "App Runner AutoScaling Configuration Version",
    id: (make) =>
      make.arn(
        "apprunner",
        `autoscalingconfiguration/${stringOf(make.inputs["autoScalingConfigurationName"])}/1/${make.hex(32)}`,
      ),
    outputs: (make) => ({
      arn: make.id,
      autoScalingConfigurationRevision: 1,
      status: "active",
      latest: true,
      hasAssociatedService: false,
      isDefault: false,
    }),
    defaults: { maxConcurrency: 100, maxSize: 25, minSize: 1 },
    createOnly: ["autoScalingConfigurationName", "maxConcurrency", "maxSize", "minSize"],
    autoName: false,
  },
  {
    token: "aws:apprunner/observabilityConfiguration:ObservabilityConfiguration",
    noun: "App Runner Observability Configuration",
    id: (make) =>
      make.arn(
        "apprunner",
        `observabilityconfiguration/${stringOf(make.inputs["observabilityConfigurationName"])}/1/${make.hex(32)}`,
      ),
    outputs: (make) => ({
      arn: make.id,
      latest: true,
      observabilityConfigurationRevision: 1,
      status: "active",
    }),
    createOnly: ["observabilityConfigurationName", "traceConfiguration"],
    autoName: false,
  },
];
