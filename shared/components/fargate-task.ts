import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { renderContainerDefinitions, volumeName, type ContainerDefinition } from "./container-definitions.ts";
import { startStatements, type StartAccess } from "./policy-statements.ts";
import { type Statement } from "../policy-document.ts";
import { WorkloadIdentity } from "./workload-identity.ts";

export interface FargateTaskArgs {
  accountId: string;

  /** Name of the family, under which run-task and the console find it. */
  family: string;
  cpu: number;
  memory: number;
  architecture: "amd64" | "arm64";
  containers: pulumi.Input<readonly ContainerDefinition[]>;
  /** Writable folders by container, known before its other settings are. */
  writablePaths: Readonly<Record<string, readonly string[]>>;

  /** What starting the task reads; its own log group is added. */
  startAccess: pulumi.Input<Omit<StartAccess, "logGroupArns">>;
  /** What the app may do, one policy by name. */
  grants: Readonly<Record<string, pulumi.Input<readonly Statement[]>>>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;

  logGroupName: string;
  logRetentionDays: number;
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** A Fargate task definition with its log group and two roles of its own: one starts it, the other is the app's. */
export class FargateTask extends pulumi.ComponentResource {
  readonly identity: WorkloadIdentity;
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly family: pulumi.Output<string>;

  constructor(name: string, args: FargateTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:ecs:FargateTask", name, {}, options);

    this.identity = createIdentity(this, name, args);
    const taskDefinition = createTaskDefinition(this, name, args);

    this.taskDefinitionArn = taskDefinition.arn;
    this.family = taskDefinition.family;
    this.registerOutputs();
  }
}

function createIdentity(parent: FargateTask, name: string, args: FargateTaskArgs): WorkloadIdentity {
  return new WorkloadIdentity(
    name,
    {
      ...args,
      starter: {
        principal: "ecs-tasks.amazonaws.com",
        statements: (logGroupArn) =>
          pulumi
            .output(args.startAccess)
            .apply((access) => startStatements({ ...access, logGroupArns: [logGroupArn] })),
      },
      runner: "ecs-tasks.amazonaws.com",
    },
    { parent },
  );
}

function createTaskDefinition(
  parent: FargateTask,
  name: string,
  args: FargateTaskArgs,
): aws.ecs.TaskDefinition {
  const { startRole, taskRole } = parent.identity;
  return new aws.ecs.TaskDefinition(
    name,
    {
      family: args.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(args.cpu),
      memory: String(args.memory),
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: args.architecture === "arm64" ? "ARM64" : "X86_64",
      },
      ...(startRole !== undefined && { executionRoleArn: startRole.arn }),
      taskRoleArn: taskRole.arn,
      volumes: Object.entries(args.writablePaths).flatMap(([container, paths]) =>
        paths.map((path) => ({ name: volumeName(container, path) })),
      ),
      containerDefinitions: pulumi.output(args.containers).apply((all) => renderContainerDefinitions(all)),
      // Older revisions stay registered, so that ECS can return to them.
      skipDestroy: true,
    },
    { parent },
  );
}
