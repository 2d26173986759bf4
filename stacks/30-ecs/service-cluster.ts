import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Discovery } from "../../shared/components/fargate-service.ts";
import { logGroupName, resourceName, type Scope } from "../../shared/naming.ts";
import type { ComputeConfig } from "./config.ts";

export interface ServiceClusterArgs {
  scope: Scope;
  containerInsights: ComputeConfig["compute"]["containerInsights"];
  discovery: ComputeConfig["compute"]["discovery"];
  vpcId: pulumi.Input<string>;
  logRetentionDays: number;
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** The ECS cluster with Fargate and Fargate Spot, the log of shells in tasks, and the namespace of its services. */
export class ServiceCluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  readonly execLogGroupArn: pulumi.Output<string>;
  readonly discovery: Discovery;
  readonly namespace: { id: pulumi.Output<string>; arn: pulumi.Output<string> } | undefined;
  /** A service refuses a capacity provider that its cluster does not have yet. */
  readonly capacityProviders: aws.ecs.ClusterCapacityProviders;

  constructor(name: string, args: ServiceClusterArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:ServiceCluster", name, {}, options);

    const execLogGroup = createExecLogGroup(this, args);
    const cluster = createCluster(this, name, execLogGroup, args);
    this.capacityProviders = createCapacityProviders(this, name, cluster);
    const namespace = createNamespace(this, args);

    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
    this.execLogGroupArn = execLogGroup.arn;
    this.namespace = namespace && { id: namespace.id, arn: namespace.arn };
    this.discovery = describeDiscovery(args, namespace);
    this.registerOutputs();
  }
}

function createExecLogGroup(parent: ServiceCluster, args: ServiceClusterArgs): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    "exec",
    {
      name: logGroupName(args.scope, "ecs", "exec"),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logKmsKeyArn,
    },
    { parent },
  );
}

function createCluster(
  parent: ServiceCluster,
  name: string,
  execLogGroup: aws.cloudwatch.LogGroup,
  { scope, containerInsights, logKmsKeyArn }: ServiceClusterArgs,
): aws.ecs.Cluster {
  return new aws.ecs.Cluster(
    name,
    {
      name: resourceName(scope, "cluster"),
      settings: [
        { name: "containerInsights", value: containerInsights === "off" ? "disabled" : containerInsights },
      ],
      configuration: {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          logConfiguration: {
            cloudWatchLogGroupName: execLogGroup.name,
            cloudWatchEncryptionEnabled: pulumi.output(logKmsKeyArn).apply((arn) => arn !== undefined),
          },
          kmsKeyId: logKmsKeyArn,
        },
      },
    },
    { parent },
  );
}

function createCapacityProviders(
  parent: ServiceCluster,
  name: string,
  cluster: aws.ecs.Cluster,
): aws.ecs.ClusterCapacityProviders {
  return new aws.ecs.ClusterCapacityProviders(
    name,
    {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    },
    { parent },
  );
}

function createNamespace(
  parent: ServiceCluster,
  { scope, discovery, vpcId }: ServiceClusterArgs,
): aws.servicediscovery.PrivateDnsNamespace | aws.servicediscovery.HttpNamespace | undefined {
  if (discovery === "cloudmap") {
    return new aws.servicediscovery.PrivateDnsNamespace(
      "services",
      { name: `${scope.environment}.${scope.product}.internal`, vpc: vpcId },
      { parent },
    );
  }
  if (discovery === "serviceConnect") {
    return new aws.servicediscovery.HttpNamespace(
      "services",
      { name: resourceName(scope, "services") },
      { parent },
    );
  }
  return undefined;
}

function describeDiscovery(
  { discovery }: ServiceClusterArgs,
  namespace: { id: pulumi.Output<string>; arn: pulumi.Output<string> } | undefined,
): Discovery {
  if (namespace === undefined || discovery === "none") return { kind: "none" };
  return discovery === "cloudmap"
    ? { kind: discovery, namespaceId: namespace.id }
    : { kind: discovery, namespaceArn: namespace.arn };
}
