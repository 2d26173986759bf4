import { UserError } from "../errors.ts";
import { runProcess, startProcess } from "../process.ts";
import type { EcsService } from "./deployments.ts";

const plugin = "session-manager-plugin";
const pluginPage =
  "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";

/**
 * Makes sure that the programs for a shell in a task are here.
 *
 * @throws UserError naming the first that is missing
 */
export async function requireShellPrograms(): Promise<void> {
  const programs = [
    { name: "aws", args: ["--version"], what: "the aws CLI", page: "https://aws.amazon.com/cli/" },
    {
      name: plugin,
      args: ["--version"],
      what: "the Session Manager plugin of the aws CLI",
      page: pluginPage,
    },
  ];
  for (const { name, args, what, page } of programs) {
    const { startFailure } = await runProcess(name, args);
    if (startFailure === undefined) continue;
    throw new UserError(`${what} is not installed here, expected "${name}" on the PATH`, {
      remedy: `install it: ${page}`,
      exitCode: 1,
    });
  }
}

/**
 * Chooses a running task of a service that takes a shell.
 *
 * @returns its ARN
 * @throws UserError where none runs, or those that run were started before shells were allowed
 */
export async function chooseTask({ aws, cluster, service }: EcsService): Promise<string> {
  const { ECSClient, DescribeTasksCommand, ListTasksCommand } = await import("@aws-sdk/client-ecs");
  const client = new ECSClient(aws);
  const { taskArns = [] } = await client.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "RUNNING" }),
  );
  const { tasks = [] } =
    taskArns.length === 0 ? {} : await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const running = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
  if (running.length === 0) {
    throw new UserError(`service "${service}" has no running task, expected one to open a shell in`, {
      remedy: `see why: rollout logs ${service}`,
      exitCode: 1,
    });
  }
  const open = running.find(({ enableExecuteCommand }) => enableExecuteCommand === true)?.taskArn;
  if (open !== undefined) return open;
  throw new UserError(
    `the tasks of service "${service}" were started without shells, expected one that allows them`,
    { remedy: `replace them: rollout redeploy ${service}`, exitCode: 1 },
  );
}

/**
 * Runs a command in a task, with this terminal as its own.
 *
 * @returns the exit code of the aws CLI: what the command itself ends with, ECS does not tell
 *   (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html)
 */
export async function runInTask(
  { aws, cluster, container }: EcsService,
  task: string,
  command: readonly string[],
): Promise<number> {
  const args = [
    ...["ecs", "execute-command", "--region", aws.region, "--cluster", cluster, "--task", task],
    ...["--container", container, "--interactive", "--command", joinCommand(command)],
  ];
  const { exitCode } = await startProcess("aws", args, { ownTerminal: true }).result;
  return exitCode ?? 1;
}

/** ECS takes one text and splits it as a shell does. */
export function joinCommand(command: readonly string[]): string {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
