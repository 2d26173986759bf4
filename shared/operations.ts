import type { z } from "zod";
import type { CommonConfig } from "./config-schema.ts";
import type { Contract } from "./contract.ts";
import type { GateInput } from "./gate.ts";

/** Something that runs the product's code. */
export interface ServiceOperations {
  /** What runs it, such as "fargate". */
  engine: string;
  /** Where ECS runs it; absent where only the layer's own program can change it. */
  ecs?: {
    /** ARN of the cluster; the environment's only one where it is left out. */
    cluster?: string | undefined;
    service: string;
    container: string;
  };
  logGroup: string;
  /** What it runs by its configuration. */
  image: ConfiguredImage;
  /** The processor that its image has to be built for. */
  architecture: "amd64" | "arm64";
  /** References to the secrets that its tasks get when they start, such as "stripe:STRIPE_SECRET_KEY", or ARNs. */
  secrets: readonly string[];
  /** Whether a shell in its tasks is allowed. */
  exec: boolean;
  /** Where it has to answer with 200; absent where it listens on no port. */
  health?: { port: number; path: string } | undefined;
}

/** An image as a layer's configuration names it. */
export interface ConfiguredImage {
  /** The way to it in the layer's configuration, the layer's own key first. */
  key: readonly [string, ...string[]];
  /** As it is written; empty before the first push. */
  configured: string;
  /** The repository that a bare digest belongs to. */
  repository: string;
}

/** An image that no service runs, such as that of the task that sets a database up. */
export interface FurtherImage {
  image: ConfiguredImage;
  /** The processor that it has to be built for. */
  architecture: "amd64" | "arm64";
}

/** What run-task needs to migrate a database. */
export interface MigrationOperations {
  taskDefinition: string;
  cluster: string;
  container: string;
  subnetIds: readonly string[];
  securityGroupId: string;
  assignPublicIp: boolean;
  logGroup: string;
  /** The image that it shares with a service; whatever the task definition says where it is left out. */
  image?: ConfiguredImage;
}

/** Where a database is, and what has to be in it before the product starts. */
export interface DatabaseOperations {
  host: string;
  port: number;
  name: string;
  extraDatabases: readonly string[];
  masterSecretArn: string;
  appSecretArn?: string | undefined;
}

/** A secret whose value people set. */
export interface SecretOperations {
  arn: string;
  /** The keys of its JSON; empty where the value is plain text. */
  keys: readonly string[];
  /** Whether AWS made the value. */
  generated: boolean;
}

/** What can be operated of a layer, each thing by a name that people use for it. */
export interface LayerOperations {
  /** ARN of the cluster that services run in, also those of other layers. */
  cluster?: string | undefined;
  services?: Readonly<Record<string, ServiceOperations>>;
  /** Images beside those of services, found by the name of their repository. */
  images?: readonly FurtherImage[];
  migration?: MigrationOperations | undefined;
  /** Addresses of image repositories. */
  repositories?: Readonly<Record<string, string>>;
  databases?: Readonly<Record<string, DatabaseOperations>>;
  secrets?: Readonly<Record<string, SecretOperations>>;
  /** Addresses for a browser; of two layers with one name the outer one's is meant. */
  addresses?: Readonly<Record<string, string | undefined>>;
  /** Log groups beside those of services. */
  logs?: Readonly<Record<string, string>>;
}

/** How what a layer publishes can be operated. */
export interface Operations<C extends Contract, S extends z.ZodType<CommonConfig>> {
  contract: C;
  /** The layer's schema, from its config.ts. */
  config: S;
  /** Decides by the layer's own outputs and configuration, and by nothing else. */
  of(input: GateInput<C, z.output<S>>): LayerOperations;
}

/** Declares how a layer is operated; the default export of its operations.ts. */
export function defineOperations<const C extends Contract, S extends z.ZodType<CommonConfig>>(
  operations: Operations<C, S>,
): Operations<C, S> {
  return operations;
}
