import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../../shared/naming.ts";
import type { DatabaseConfig } from "./config.ts";
import { createAppSecret, createMasterSecret } from "./database-access.ts";
import { createProxy } from "./database-proxy.ts";
import { createCluster, createInstance } from "./database-server.ts";
import { databaseIdentifier, databaseLogGroupName } from "./names.ts";
import { forAccount, serviceTrust } from "../../shared/policy-document.ts";

export interface DatabaseArgs {
  scope: Scope;
  config: DatabaseConfig;
  /** The isolated subnets. A database can never move to other subnets of the same VPC, so these are final. */
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  kmsKeyArn: pulumi.Input<string> | undefined;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
  protect: boolean;
  /** Whether secrets outlive the stack. */
  retain: boolean;
}

/** The environment's PostgreSQL database, its users' secrets and what it needs around it. */
export class Database extends pulumi.ComponentResource {
  readonly published: {
    engine: "postgres" | "aurora-postgresql";
    identifier: pulumi.Output<string>;
    resourceId: pulumi.Output<string>;
    host: pulumi.Output<string>;
    readerHost?: pulumi.Output<string>;
    proxyHost?: pulumi.Output<string>;
    port: number;
    name: string;
    extraDatabases: string[];
    masterSecretArn: pulumi.Output<string>;
    appSecretArn?: pulumi.Output<string>;
  };

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:Database", name, {}, opts);
    const { config } = args;
    const subnetGroup = new aws.rds.SubnetGroup(
      name,
      { subnetIds: args.subnetIds, description: "Isolated subnets" },
      { parent: this, protect: args.protect },
    );
    const surroundings = {
      subnetGroupName: subnetGroup.name,
      monitoringRoleArn: createMonitoringRole(name, args, this),
      logGroups: createLogGroups(name, args, this),
    };
    const createServer = config.engine === "postgres" ? createInstance : createCluster;
    const server = createServer(name, args, surroundings, this);
    const masterSecretArn = createMasterSecret(name, args, server, this);
    const appSecretArn = createAppSecret(name, args, server, this);
    const proxyHost = createProxy(name, args, server, [masterSecretArn, appSecretArn], this);
    createEventSubscription(name, args, server.identifier, this);

    this.published = {
      engine: config.engine === "postgres" ? "postgres" : "aurora-postgresql",
      identifier: server.identifier,
      resourceId: server.resourceId,
      host: server.host,
      ...(server.readerHost !== undefined && { readerHost: server.readerHost }),
      ...(proxyHost !== undefined && { proxyHost }),
      port: config.port,
      name: config.name,
      extraDatabases: config.extraDatabases,
      masterSecretArn,
      ...(appSecretArn !== undefined && { appSecretArn }),
    };
    this.registerOutputs(this.published);
  }
}

function createMonitoringRole(
  name: string,
  { scope, config, permissionsBoundaryArn }: DatabaseArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
  if (config.enhancedMonitoringSeconds === 0) return undefined;
  const role = new aws.iam.Role(
    `${name}-monitoring`,
    {
      description: "Lets RDS write operating system metrics",
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", forAccount(scope.accountId)),
      permissionsBoundary: permissionsBoundaryArn,
    },
    { parent },
  );
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-monitoring`,
    {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    },
    { parent: role },
  );
  // Through the attachment, so that the database waits for it.
  return pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
}

/** Made before the database, which would otherwise make them itself and keep its logs for ever. */
function createLogGroups(
  name: string,
  { scope, config, kmsKeyArn }: DatabaseArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.LogGroup[] {
  return config.logExports.map(
    (log) =>
      new aws.cloudwatch.LogGroup(
        `${name}-${log}`,
        {
          name: databaseLogGroupName(config.engine, databaseIdentifier(scope), log),
          retentionInDays: config.logRetentionDays,
          ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
        },
        { parent },
      ),
  );
}

function createEventSubscription(
  name: string,
  { config }: DatabaseArgs,
  identifier: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  if (config.eventTopicArn === undefined) return;
  new aws.rds.EventSubscription(
    name,
    {
      snsTopic: config.eventTopicArn,
      sourceType: config.engine === "postgres" ? "db-instance" : "db-cluster",
      sourceIds: [identifier],
    },
    { parent },
  );
}
