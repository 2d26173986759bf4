import { setTimeout as sleep } from "node:timers/promises";
import type { Task } from "@aws-sdk/client-ecs";
import type { AwsSettings } from "../../shared/gate.ts";
import type { MigrationOperations } from "../../shared/operations.ts";
import { UserError } from "../errors.ts";
import { LogTail } from "./log-events.ts";
import { describeDefinition, imageOf, registerWithImage } from "./task-definitions.ts";

export interface MigrationRun {
  aws: AwsSettings;
  migration: Omit<MigrationOperations, "image">;
  /** What to migrate with; the task definition's own image where it is left out. */
  image?: string | undefined;
  pauseSeconds: number;
  /** Told the task's ARN once it is started. */
  onTask?(taskArn: string): void | Promise<void>;
  /** Told every line that the task logs, as it comes. */
  onLine(line: string): void;
}

/** How a migration ended. */
export interface MigrationResult {
  /** Undefined where the container never ran. */
  exitCode: number | undefined;
  /** Why ECS stopped the task, in its own words. */
  reason: string | undefined;
  /** The revision that ran. */
  taskDefinition: string;
}

/**
 * Runs the migration task once and waits for its end.
 *
 * @throws UserError where it cannot be started
 */
export async function runMigration(run: MigrationRun): Promise<MigrationResult> {
  const { aws, migration, pauseSeconds } = run;
  const taskDefinition = await chooseDefinition(run);
  const taskArn = await startTask(aws, migration, taskDefinition);
  await run.onTask?.(taskArn);
  const id = taskArn.split("/").at(-1);
  const log = new LogTail({
    ...{ aws, logGroup: migration.logGroup, since: Date.now() - 60_000 },
    // <prefix>/<container>/<task>: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
    streamPrefix: `${migration.container}/${migration.container}/${id}`,
  });
  for (;;) {
    const task = await describeTask(aws, migration.cluster, taskArn);
    const isOver = task.lastStatus === "STOPPED";
    // The last lines arrive after the task has stopped.
    if (isOver) await sleep(Math.min(pauseSeconds, 2) * 1000);
    for (const { message } of await log.read()) run.onLine(message);
    if (isOver) {
      const container = task.containers?.find(({ name }) => name === migration.container);
      const reason = [task.stoppedReason, container?.reason].filter((part) => part).join(": ");
      return { exitCode: container?.exitCode, reason: reason === "" ? undefined : reason, taskDefinition };
    }
    await sleep(pauseSeconds * 1000);
  }
}

/** The published revision, or a new one where another image is meant. */
async function chooseDefinition({ aws, migration, image }: MigrationRun): Promise<string> {
  const { taskDefinition, container } = migration;
  if (image === undefined) return taskDefinition;
  if (imageOf(await describeDefinition(aws, taskDefinition), container) === image) return taskDefinition;
  return registerWithImage(aws, taskDefinition, container, image);
}

async function startTask(
  aws: AwsSettings,
  { cluster, subnetIds, securityGroupId, assignPublicIp }: MigrationRun["migration"],
  taskDefinition: string,
): Promise<string> {
  const { ECSClient, RunTaskCommand } = await import("@aws-sdk/client-ecs");
  const { tasks = [], failures = [] } = await new ECSClient(aws).send(
    new RunTaskCommand({
      ...{ cluster, taskDefinition, launchType: "FARGATE", startedBy: "migration" },
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...subnetIds],
          securityGroups: [securityGroupId],
          assignPublicIp: assignPublicIp ? "ENABLED" : "DISABLED",
        },
      },
    }),
  );
  const taskArn = tasks[0]?.taskArn;
  if (taskArn !== undefined) return taskArn;
  throw new UserError(`the migration did not start: ${failures[0]?.reason ?? "ECS gives no reason"}`, {
    remedy: "run it again; where Fargate has no capacity that passes",
    exitCode: 1,
  });
}

async function describeTask(aws: AwsSettings, cluster: string, taskArn: string): Promise<Task> {
  const { ECSClient, DescribeTasksCommand } = await import("@aws-sdk/client-ecs");
  const { tasks = [] } = await new ECSClient(aws).send(
    new DescribeTasksCommand({ cluster, tasks: [taskArn] }),
  );
  return tasks[0] ?? {};
}
