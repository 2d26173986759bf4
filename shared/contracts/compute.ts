import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { data } from "./data.ts";
import { network } from "./network.ts";
import { arn, resourceId } from "./values.ts";

const loadBalancer = z.strictObject({
  arn: arn("elasticloadbalancing"),
  arnSuffix: z.string().describe("Dimension of CloudWatch metrics"),
  dnsName: z.string(),
  zoneId: z.string(),
  listenerArn: arn("elasticloadbalancing").describe(
    "The listener that serves the services, HTTPS where it exists",
  ),
  https: z.boolean(),
  targetGroupArnSuffixes: z
    .record(z.string(), z.array(z.string()))
    .describe("Dimensions of CloudWatch metrics by service; two each where versions alternate"),
});

/** What 30-ecs promises to the layers above it. */
export const compute = defineContract({
  layer: "30-ecs",
  reads: [account, network, data],
  outputs: {
    engine: z.enum(["fargate", "ecs-express", "apprunner", "lambda"]).describe("What runs the services"),
    clusterName: z.string().optional().describe("The ECS cluster"),
    clusterArn: arn("ecs").optional().describe("ARN of the ECS cluster"),
    countsTasks: z
      .boolean()
      .optional()
      .describe(
        "Whether CloudWatch knows how many tasks run (Container Insights); scaling on a backlog needs it",
      ),
    repositories: z
      .record(z.string(), z.strictObject({ url: z.string(), arn: arn("ecr") }))
      .describe("Image repositories by name"),
    services: z
      .record(
        z.string(),
        z.strictObject({
          name: z.string().describe("Name of the ECS service, App Runner service or function"),
          arn: z
            .string()
            .optional()
            .describe(
              "ARN of the service, or of the function's alias; absent until an engine other than fargate has an image",
            ),
          url: z
            .url()
            .optional()
            .describe("Where the service's own endpoint answers (ecs-express, apprunner)"),
          invokeArn: z.string().optional().describe("What API Gateway calls (lambda)"),
          taskFamily: z.string().optional(),
          taskRoleName: z.string().describe("Role of the app, to which later layers attach policies"),
          taskRoleArn: arn("iam"),
          executionRoleArn: arn("iam")
            .optional()
            .describe("Role that starts it; whoever deploys must pass it"),
          targetGroupArnSuffixes: z.array(z.string()),
          minTasks: z
            .int()
            .min(0)
            .optional()
            .describe("Fewest tasks that should run, 0 before the first image (fargate, ecs-express)"),
          logGroupName: z.string(),
        }),
      )
      .describe("Services by name"),
    execLogGroupArn: arn("logs").optional().describe("Log group of shells in tasks (ECS Exec)"),
    publicLoadBalancer: loadBalancer.optional().describe("The internet-facing load balancer"),
    internalLoadBalancer: loadBalancer.optional().describe("The internal load balancer"),
    exposure: z
      .enum(["public", "both", "internal", "service"])
      .describe("How the services are reached; service: through the engine's own endpoint"),
    appUrl: z.url().optional().describe("Where the API answers without any layer in front"),
    migration: z
      .strictObject({
        taskDefinitionArn: arn("ecs"),
        taskRoleArn: arn("iam").describe("Whoever runs the task must pass it"),
        executionRoleArn: arn("iam").describe("Whoever runs the task must pass it"),
        clusterArn: arn("ecs"),
        subnetIds: z.array(resourceId("subnet")),
        securityGroupId: resourceId("sg"),
        assignPublicIp: z.boolean(),
        containerName: z.string(),
        logGroupName: z.string(),
      })
      .optional()
      .describe(
        "What run-task needs to migrate the database; absent until the service that migrates has an image",
      ),
    discovery: z.enum(["none", "serviceConnect", "cloudmap"]).describe("How services find each other"),
    discoveryNamespaceId: z.string().optional().describe("Cloud Map namespace of the services"),
    discoveryNamespaceArn: arn("servicediscovery").optional().describe("ARN of the namespace"),
  },
});
