import type { RegisterTaskDefinitionCommandInput, TaskDefinition } from "@aws-sdk/client-ecs";
import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";

export type { TaskDefinition } from "@aws-sdk/client-ecs";

/**
 * What RegisterTaskDefinition takes; ECS describes more than that
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html).
 */
const registered = [
  "family",
  "taskRoleArn",
  "executionRoleArn",
  "networkMode",
  "containerDefinitions",
  "volumes",
  "placementConstraints",
  "requiresCompatibilities",
  "cpu",
  "memory",
  "pidMode",
  "ipcMode",
  "proxyConfiguration",
  "inferenceAccelerators",
  "ephemeralStorage",
  "runtimePlatform",
  "enableFaultInjection",
] as const satisfies readonly (keyof RegisterTaskDefinitionCommandInput & keyof TaskDefinition)[];

/**
 * The input of a new revision that differs in one container's image.
 *
 * @throws UserError where there is no such container
 */
export function withImage(
  definition: TaskDefinition,
  container: string,
  image: string,
): RegisterTaskDefinitionCommandInput {
  const containers = definition.containerDefinitions ?? [];
  const names = containers.map(({ name }) => name);
  if (!names.includes(container)) {
    throw new UserError(
      `the task has no container "${container}", expected one of ${names.join(", ")}; nothing was changed`,
    );
  }
  const changed: TaskDefinition = {
    ...definition,
    containerDefinitions: containers.map((one) => (one.name === container ? { ...one, image } : one)),
  };
  return Object.fromEntries(
    registered.flatMap((field) => (changed[field] === undefined ? [] : [[field, changed[field]]])),
  ) as unknown as RegisterTaskDefinitionCommandInput;
}

/** The image that a container of a task definition runs. */
export function imageOf({ containerDefinitions }: TaskDefinition, container: string): string | undefined {
  return containerDefinitions?.find(({ name }) => name === container)?.image;
}

/** In which fields, beside its image, a container or its task differs between two revisions. */
export function findDifferences(one: TaskDefinition, other: TaskDefinition, container: string): string[] {
  const own = (definition: TaskDefinition): Record<string, unknown> => {
    const found = definition.containerDefinitions?.find(({ name }) => name === container);
    const { cpu, memory, taskRoleArn, executionRoleArn } = definition;
    return { ...found, cpu, memory, taskRoleArn, executionRoleArn };
  };
  const [left, right] = [own(one), own(other)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((field) => field !== "image" && JSON.stringify(left[field]) !== JSON.stringify(right[field]))
    .sort();
}

/** Reads a revision, or a family's newest one. */
export async function describeDefinition(aws: AwsSettings, taskDefinition: string): Promise<TaskDefinition> {
  const { ECSClient, DescribeTaskDefinitionCommand } = await import("@aws-sdk/client-ecs");
  const { taskDefinition: found = {} } = await new ECSClient(aws).send(
    new DescribeTaskDefinitionCommand({ taskDefinition }),
  );
  return found;
}

/**
 * Makes a revision that differs from another in one container's image.
 *
 * @param from a revision, or a family, whose newest is meant
 * @returns the new revision's ARN
 */
export async function registerWithImage(
  aws: AwsSettings,
  from: string,
  container: string,
  image: string,
): Promise<string> {
  const { ECSClient, RegisterTaskDefinitionCommand } = await import("@aws-sdk/client-ecs");
  const input = withImage(await describeDefinition(aws, from), container, image);
  const { taskDefinition } = await new ECSClient(aws).send(new RegisterTaskDefinitionCommand(input));
  return taskDefinition?.taskDefinitionArn ?? from;
}

/** "family" of ".../family:7", which stands for the newest revision. */
export function familyOf(taskDefinition: string): string {
  return taskDefinition.replace(/^.*\//, "").replace(/:\d+$/, "");
}

/** 7 of ".../family:7". */
export function revisionOf(taskDefinition: string): number {
  return Number(/:(\d+)$/.exec(taskDefinition)?.[1] ?? 0);
}
