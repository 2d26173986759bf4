import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { renderContainerDefinitions, volumeName, type ContainerDefinition } from "./container-definitions.ts";
import {
  renderPolicy,
  renderTrust,
  startStatements,
  type StartAccess,
  type Statement,
} from "./policy-statements.ts";

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
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly family: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly executionRoleArn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly taskRoleName: pulumi.Output<string>;
  /** A service must outlive its roles' policies, or it is stuck draining when it is deleted. */
  readonly policies: readonly aws.iam.RolePolicy[];

  constructor(name: string, args: FargateTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:ecs:FargateTask", name, {}, options);

    const logGroup = createLogGroup(this, name, args);
    const executionRole = createTaskRole(this, `${name}-start`, args);
    const startPolicy = createStartPolicy(this, `${name}-start`, executionRole, logGroup, args);
    const taskRole = createTaskRole(this, `${name}-task`, args);
    const grants = createGrants(this, name, taskRole, args);
    const taskDefinition = createTaskDefinition(this, name, executionRole, taskRole, args);

    this.taskDefinitionArn = taskDefinition.arn;
    this.family = taskDefinition.family;
    this.logGroupName = logGroup.name;
    this.executionRoleArn = executionRole.arn;
    this.taskRoleArn = taskRole.arn;
    this.taskRoleName = taskRole.name;
    this.policies = [startPolicy, ...grants];
    this.registerOutputs();
  }
}

function createLogGroup(parent: FargateTask, name: string, args: FargateTaskArgs): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: args.logGroupName, retentionInDays: args.logRetentionDays, kmsKeyId: args.logKmsKeyArn },
    { parent },
  );
}

function createTaskRole(parent: FargateTask, name: string, args: FargateTaskArgs): aws.iam.Role {
  return new aws.iam.Role(
    name,
    {
      assumeRolePolicy: renderTrust("ecs-tasks.amazonaws.com", args.accountId),
      permissionsBoundary: args.permissionsBoundaryArn,
    },
    { parent },
  );
}

function createStartPolicy(
  parent: FargateTask,
  name: string,
  role: aws.iam.Role,
  logGroup: aws.cloudwatch.LogGroup,
  args: FargateTaskArgs,
): aws.iam.RolePolicy {
  const policy = pulumi
    .all([args.startAccess, logGroup.arn])
    .apply(([access, logGroupArn]) =>
      renderPolicy(startStatements({ ...access, logGroupArns: [logGroupArn] })),
    );
  return new aws.iam.RolePolicy(name, { role: role.name, policy }, { parent });
}

function createGrants(
  parent: FargateTask,
  name: string,
  role: aws.iam.Role,
  args: FargateTaskArgs,
): aws.iam.RolePolicy[] {
  return Object.entries(args.grants).map(
    ([grant, statements]) =>
      new aws.iam.RolePolicy(
        `${name}-${grant}`,
        { role: role.name, policy: pulumi.output(statements).apply((all) => renderPolicy(all)) },
        { parent },
      ),
  );
}

function createTaskDefinition(
  parent: FargateTask,
  name: string,
  executionRole: aws.iam.Role,
  taskRole: aws.iam.Role,
  args: FargateTaskArgs,
): aws.ecs.TaskDefinition {
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
      executionRoleArn: executionRole.arn,
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
