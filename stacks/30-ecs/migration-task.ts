import * as pulumi from "@pulumi/pulumi";
import type { ContainerDefinition } from "../../shared/components/container-definitions.ts";
import {
  settleContainer,
  type ContainerSettings,
  type Surroundings,
} from "../../shared/components/container-settings.ts";
import { appContainer, planTask, type TaskSetting } from "../../shared/components/container-task.ts";
import { FargateTask } from "../../shared/components/fargate-task.ts";
import type { ComputeConfig, ServiceConfig } from "./config.ts";
import { renderDatabaseSetup, setupRepository } from "./database-setup.ts";

export interface MigrationTaskArgs {
  migrations: ComputeConfig["compute"]["migrations"];
  /** The service that the migration shares its image, variables and secrets with. */
  service: ServiceConfig;
  setting: TaskSetting;
}

const containerName = "migrate";

/** The task that CI runs once before a deployment. It alone of all tasks knows the database's master password. */
export class MigrationTask extends pulumi.ComponentResource {
  readonly containerName = containerName;
  readonly task: FargateTask;

  constructor(name: string, args: MigrationTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:MigrationTask", name, {}, options);

    const { service, setting } = args;
    // The migration talks to the database, whatever else the service does.
    const container = { ...service, database: true, cache: false, buckets: {}, bedrock: [], exec: false };
    const { cpu, memory, setupImage } = args.migrations;
    const base = planTask(
      name,
      { ...container, ssmPath: undefined, cpu, memory },
      { ...setting, obs: { ...setting.obs, tracing: "off" } },
    );
    const settled = setting.surroundings.apply((around) => settleMigration(args, around));

    this.task = new FargateTask(
      name,
      {
        ...base,
        containers: settled.apply((settings) => planContainers(args, settings, base.logGroupName)),
        writablePaths: {
          [containerName]: service.readonlyRootFilesystem ? service.writablePaths : [],
          ...(setupImage !== "" && { "database-setup": ["/tmp"] }),
        },
        startAccess: settled,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

/** The service's own settings, and beside them the master's login and the databases to create. */
function settleMigration(
  { migrations, service }: MigrationTaskArgs,
  around: Surroundings,
): ContainerSettings & { setupImage: string; hasAppUser: boolean } {
  const { db } = around;
  const container = {
    ...service,
    database: true,
    cache: false,
    buckets: {},
    bedrock: [],
    env: {
      ...service.env,
      DB_EXTRA_DATABASES: db.extraDatabases.join(" "),
    },
    secrets: {
      ...service.secrets,
      DB_MASTER_USERNAME: "dbMaster:username",
      DB_MASTER_PASSWORD: "dbMaster:password",
    },
  };
  const settings = settleContainer(migrations.service, container, around, false);
  const setup = settleContainer(
    setupRepository,
    { ...container, repository: undefined, image: migrations.setupImage },
    around,
    false,
  );
  return {
    ...settings,
    // A proxy knows only the users that it was told of, and the app's user may not exist yet.
    environment: { ...settings.environment, DB_HOST: db.host },
    setupImage: setup.image,
    repositoryArns: [...new Set([...settings.repositoryArns, ...setup.repositoryArns])],
    hasAppUser: db.appSecretArn !== undefined,
  };
}

function planContainers(
  { migrations, service, setting }: MigrationTaskArgs,
  settings: ReturnType<typeof settleMigration>,
  logGroup: string,
): ContainerDefinition[] {
  const migrate: ContainerDefinition = {
    ...appContainer(containerName, service, settings, {}, logGroup, setting.scope.region),
    command: migrations.command,
    port: undefined,
    healthCommand: undefined,
  };
  if (migrations.setupImage === "") return [migrate];
  const setup: ContainerDefinition = {
    name: "database-setup",
    image: settings.setupImage,
    command: ["sh", "-c", renderDatabaseSetup(settings.hasAppUser)],
    essential: false,
    environment: pick(settings.environment, /^DB_/),
    secrets: pick(settings.secrets, /^DB_/),
    readonlyRootFilesystem: true,
    writablePaths: ["/tmp"],
    logGroupName: logGroup,
    region: setting.scope.region,
  };
  return [setup, { ...migrate, after: setup.name }];
}

function pick(record: Readonly<Record<string, string>>, names: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.test(name)));
}
