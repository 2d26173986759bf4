import { z } from "zod";
import { findSizeFault } from "./fargate-sizes.ts";

/** Ports of the tracing sidecar, which shares its task's network interface with the app. */
export const collectorPorts: readonly number[] = [4317, 4318, 13133];

/** Retentions that CloudWatch Logs knows. */
export const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const logRetentionDays = z
  .int()
  .refine((days) => (logRetentions as readonly number[]).includes(days), {
    message: `expected a retention of CloudWatch Logs, one of ${logRetentions.join(", ")}`,
  });

/** The name of an environment variable. */
const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected the name of a variable");

const databaseAccess = z.strictObject({
  name: z.string().optional().describe("One of the extra databases instead of the app's own"),
  variables: z
    .strictObject({
      host: variableName.default("DB_HOST"),
      port: variableName.default("DB_PORT"),
      name: variableName.default("DB_NAME"),
      username: variableName.default("DB_USERNAME"),
      password: variableName.default("DB_PASSWORD"),
    })
    .prefault({})
    .describe("Names under which the container looks for the database"),
});

/** Credentials that Security Hub looks for in plain variables (ECS.8). */
const forbiddenVariables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"];

/** A reference to a secret: "<name in 20-data>" or an ARN, each with ":<JSON key>" behind it where one field is meant. */
const secretReference = z
  .string()
  .regex(
    /^(arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+|[A-Za-z][A-Za-z0-9/_.-]*)(:[A-Za-z0-9_.-]+)?$/,
    'expected a secret\'s name or ARN, with a JSON key where one is meant, such as "stripe" or "app:CLERK_SECRET_KEY"',
  );

/**
 * What a container on Fargate is given, whichever layer runs it. A layer spreads this shape into the schema of its
 * services or workers, and calls `findContainerFaults` in its own `superRefine`.
 */
export const containerShape = {
  image: z
    .string()
    .default("")
    .describe(
      'What runs: "sha256:…" in the repository, or a full image by digest; empty until the first image is pushed',
    ),
  repository: z
    .string()
    .optional()
    .describe("Repository that a bare digest belongs to; the service's own name where it is left out"),
  allowMutableTag: z
    .boolean()
    .default(false)
    .describe("Accept an image by tag, which may change under a running service"),
  command: z.array(z.string()).optional().describe("Command that replaces the image's own"),
  cpu: z.int().default(256).describe("CPU units of the task, 1024 to a vCPU"),
  memory: z.int().default(512).describe("Memory of the task in MiB"),
  env: z.record(variableName, z.string()).default({}).describe("Plain variables"),
  secrets: z
    .record(variableName, secretReference)
    .default({})
    .describe(
      "Variables from Secrets Manager, by a secret's name in 20-data (also db, dbMaster, cache) or ARN",
    ),
  fromSsm: z
    .record(variableName, z.string().min(1))
    .default({})
    .describe(
      "Variables from SSM: a name below the environment's prefix or an absolute one; set only when the parameter exists",
    ),
  ssmPath: z
    .string()
    .optional()
    .describe('Path below the environment\'s prefix that the app may read at run time; "" for all of it'),
  database: z
    .union([z.boolean(), databaseAccess])
    .default(false)
    .describe("Give DB_HOST, DB_PORT, DB_NAME, DB_USERNAME and DB_PASSWORD, or the same under other names"),
  cache: z
    .boolean()
    .default(false)
    .describe("Give CACHE_HOST, CACHE_PORT, CACHE_TLS, CACHE_USERNAME and CACHE_PASSWORD"),
  buckets: z
    .record(z.string(), z.enum(["read", "write", "readWrite"]))
    .default({})
    .describe("Buckets of 20-data that the app may use, by kind; their names come as BUCKET_<KIND>"),
  bedrock: z
    .array(
      z.string().regex(/^[a-z0-9.-]+(:[0-9]+)*$/, "expected the id of a Bedrock model or inference profile"),
    )
    .default([])
    .describe("Bedrock models and inference profiles that the app may call"),
  readonlyRootFilesystem: z.boolean().default(true).describe("Refuse writes outside writablePaths"),
  writablePaths: z
    .array(z.string().startsWith("/"))
    .default(["/tmp"])
    .describe("Folders with scratch space; the image declares them as VOLUME if it does not run as root"),
  healthCommand: z
    .string()
    .optional()
    .describe("Shell command inside the container whose failure restarts the task"),
  stopTimeoutSeconds: z.int().min(2).max(120).default(30).describe("Time between SIGTERM and SIGKILL"),
  exec: z.boolean().default(false).describe("Allow a shell in running tasks through ECS Exec"),
};

export type ContainerConfig = z.output<z.ZodObject<typeof containerShape>>;

/** A fault of one container's configuration: the field and what is wrong. */
export interface ContainerFault {
  path: string[];
  message: string;
}

/**
 * The rules across the fields of a container.
 *
 * @param name the service's or worker's name, which is also its default repository
 * @param repositories names of the repositories that a bare digest may belong to
 */
export function findContainerFaults(
  name: string,
  container: ContainerConfig,
  repositories: readonly string[],
): ContainerFault[] {
  const faults: ContainerFault[] = [];
  const image = findImageFault(name, container, repositories);
  if (image !== undefined) faults.push({ path: ["image"], message: image });

  const given = [container.env, container.secrets, container.fromSsm].flatMap((part) => Object.keys(part));
  for (const variable of new Set(given.filter((one, at) => given.indexOf(one) !== at))) {
    faults.push({
      path: ["env"],
      message: `gives ${variable} more than once, expected it in one of env, secrets and fromSsm; remove the others`,
    });
  }
  for (const variable of forbiddenVariables.filter((one) => one in container.env)) {
    faults.push({
      path: ["env", variable],
      message: "is a credential in plain text, expected none; the task role gives the app its rights",
    });
  }
  return faults;
}

/** Fargate's rule for CPU and memory as a fault of a container. */
export function findFargateSizeFaults({ cpu, memory }: { cpu: number; memory: number }): ContainerFault[] {
  const fault = findSizeFault(cpu, memory);
  return fault === undefined
    ? []
    : [{ path: [fault.startsWith("cpu") ? "cpu" : "memory"], message: fault.replace(/^(cpu|memory) /, "") }];
}

const digest = /^sha256:[0-9a-f]{64}$/;

function findImageFault(
  name: string,
  { image, repository, allowMutableTag }: ContainerConfig,
  repositories: readonly string[],
): string | undefined {
  if (image === "") return undefined;
  if (digest.test(image)) {
    const owner = repository ?? name;
    return repositories.includes(owner)
      ? undefined
      : `is a digest without a repository, expected one of ${listOr(repositories)} as its repository, got "${owner}"; ` +
          `add it to ecr.repos, set "repository" or write the whole image`;
  }
  if (digest.test(image.split("@").at(-1) ?? "")) return undefined;
  if (/^[^\s@]+$/.test(image) && allowMutableTag) return undefined;
  return (
    `is not fixed by digest, expected "sha256:<64 digits>" or "<registry>/<name>@sha256:<64 digits>", got "${image}"; ` +
    `deploy the digest that the push printed, or set allowMutableTag`
  );
}

function listOr(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}

/** Whether an image comes from a registry that the ECR endpoints of a VPC do not serve. */
export function needsInternet(image: string): boolean {
  return image !== "" && !digest.test(image) && !/^\d{12}\.dkr\.ecr\./.test(image);
}
