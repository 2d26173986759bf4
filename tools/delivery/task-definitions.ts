import { UserError } from "../errors.ts";

/** A task definition as ECS describes it, as far as it is looked at here. */
export interface TaskDefinition {
  taskDefinitionArn?: string;
  containerDefinitions: { name: string; image: string }[];
  [field: string]: unknown;
}

/** What RegisterTaskDefinition takes; ECS describes more than that. */
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
  "ephemeralStorage",
  "runtimePlatform",
  "enableFaultInjection",
];

/**
 * The input of a new revision that differs in one container's image.
 *
 * @throws UserError where there is no such container
 */
export function withImage(
  definition: TaskDefinition,
  container: string,
  image: string,
): Record<string, unknown> {
  const names = definition.containerDefinitions.map(({ name }) => name);
  if (!names.includes(container)) {
    throw new UserError(
      `the task has no container "${container}", expected one of ${names.join(", ")}; nothing was changed`,
    );
  }
  const changed = {
    ...definition,
    containerDefinitions: definition.containerDefinitions.map((one) =>
      one.name === container ? { ...one, image } : one,
    ),
  } as Record<string, unknown>;
  return Object.fromEntries(
    registered.flatMap((field) => (changed[field] === undefined ? [] : [[field, changed[field]]])),
  );
}

/** The image that a container of a task definition runs. */
export function imageOf({ containerDefinitions }: TaskDefinition, container: string): string | undefined {
  return containerDefinitions.find(({ name }) => name === container)?.image;
}
