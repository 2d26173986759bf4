import { lastPart, stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

/** The next revision of a task definition's family, counting those that still exist. */
function revisionOf(make: Fabrication): number {
  const family = stringOf(make.inputs["family"]);
  const taken = make.store
    .list("aws:ecs/taskDefinition:TaskDefinition", make)
    .filter(({ properties }) => properties["family"] === family)
    .map(({ properties }) => Number(properties["revision"] ?? 0));
  return Math.max(0, ...taken) + 1;
}

export const entries: readonly Entry[] = [
  {
    token: "aws:ecs/cluster:Cluster",
    noun: "ECS Cluster",
    id: (make) => make.arn("ecs", `cluster/${stringOf(make.inputs["name"])}`),
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 255 },
  },
  {
    token: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    noun: "ECS Cluster Capacity Providers",
    overwrites: true,
    operations: {
      create: "PutClusterCapacityProviders",
      update: "PutClusterCapacityProviders",
      delete: "PutClusterCapacityProviders",
    },
    id: (make) => stringOf(make.inputs["clusterName"]),
    createOnly: ["clusterName"],
    autoName: false,
  },
  {
    token: "aws:ecs/taskDefinition:TaskDefinition",
    noun: "ECS Task Definition",
    operations: { create: "RegisterTaskDefinition", delete: "DeregisterTaskDefinition" },
    // The provider's id is the family, which every revision shares; one id each keeps them apart here.
    id: (make) => make.arn("ecs", `task-definition/${stringOf(make.inputs["family"])}:${revisionOf(make)}`),
    outputs: (make) => ({
      arn: make.id,
      arnWithoutRevision: make.arn("ecs", `task-definition/${stringOf(make.inputs["family"])}`),
      revision: Number(lastPart(make.id, ":")),
    }),
    defaults: { skipDestroy: false, trackLatest: false, enableFaultInjection: false },
    createOnly: [
      "containerDefinitions",
      "cpu",
      "enableFaultInjection",
      "ephemeralStorage",
      "executionRoleArn",
      "family",
      "ipcMode",
      "memory",
      "networkMode",
      "pidMode",
      "placementConstraints",
      "proxyConfiguration",
      "requiresCompatibilities",
      "runtimePlatform",
      "taskRoleArn",
      "volumes",
    ],
    autoName: false,
  },
  {
    token: "aws:ecs/service:Service",
    noun: "ECS Service",
    id: (make) =>
      make.arn(
        "ecs",
        `service/${lastPart(stringOf(make.inputs["cluster"]))}/${stringOf(make.inputs["name"])}`,
      ),
    outputs: (make) => ({
      arn: make.id,
      iamRole: "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    }),
    defaults: {
      schedulingStrategy: "REPLICA",
      platformVersion: "LATEST",
      availabilityZoneRebalancing: "ENABLED",
      deploymentMaximumPercent: 200,
      deploymentMinimumHealthyPercent: 100,
    },
    createOnly: [
      "cluster",
      "deploymentController",
      "iamRole",
      "launchType",
      "name",
      "schedulingStrategy",
      "serviceRegistries",
    ],
    autoName: { property: "name", maxLength: 255 },
  },
  {
    token: "aws:ecs/expressGatewayService:ExpressGatewayService",
    noun: "ECS Express Gateway Service",
    id: (make) =>
      make.arn(
        "ecs",
        `service/${lastPart(stringOf(make.inputs["cluster"]) || "default")}/${stringOf(make.inputs["serviceName"])}`,
      ),
    outputs: (make) => ({
      serviceArn: make.id,
      serviceRevisionArn: `${make.id.replace(":service/", ":service-revision/")}/${make.digits(19)}`,
      ingressPaths: [
        {
          accessType: "PUBLIC",
          endpoint: `https://${stringOf(make.inputs["serviceName"]).slice(0, 2)}-${make.hex(32)}.ecs.${make.region}.on.aws`,
        },
      ],
    }),
    defaults: { cpu: "1024", memory: "2048", healthCheckPath: "/" },
    createOnly: ["cluster", "infrastructureRoleArn", "serviceName"],
    autoName: { property: "serviceName", maxLength: 40 },
  },
];
