import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, secretName, type Scope } from "../../shared/naming.ts";
import type { CacheConfig } from "./config.ts";
import { cacheFamily } from "./engine-facts.ts";
import { cacheAccessTemplate } from "./generated-secret-template.ts";
import { outputOf } from "./generated-secret.ts";

export interface CacheArgs {
  scope: Scope;
  engine: "valkey" | "redis";
  config: CacheConfig;
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  kmsKeyArn: pulumi.Input<string> | undefined;
  protect: boolean;
  retain: boolean;
}

const port = 6379;

/** One Valkey or Redis replication group with cluster mode off: encrypted, with a password, usable as a job queue. */
export class Cache extends pulumi.ComponentResource {
  readonly published: {
    engine: "valkey" | "redis";
    replicationGroupId: pulumi.Output<string>;
    nodes: number;
    host: pulumi.Output<string>;
    port: number;
    tls: boolean;
    authSecretArn?: pulumi.Output<string>;
  };

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:Cache", name, {}, opts);
    const subnetGroup = new aws.elasticache.SubnetGroup(
      name,
      { subnetIds: args.subnetIds, description: "Isolated subnets" },
      { parent: this },
    );
    const parameterGroup = createParameterGroup(name, args, this);
    const access = createAccess(name, args, this);
    const group = createReplicationGroup(name, args, { subnetGroup, parameterGroup, access }, this);
    this.published = {
      engine: args.engine,
      replicationGroupId: group.replicationGroupId,
      nodes: args.config.nodes,
      host: group.primaryEndpointAddress,
      port,
      tls: args.config.tls,
      ...(access !== undefined && { authSecretArn: access.secretArn }),
    };
    this.registerOutputs(this.published);
  }
}

function versionOf({ engine, config }: CacheArgs): string {
  return config.version ?? (engine === "valkey" ? "8.0" : "7.1");
}

function createParameterGroup(
  name: string,
  args: CacheArgs,
  parent: pulumi.Resource,
): aws.elasticache.ParameterGroup {
  const { engine, config } = args;
  return new aws.elasticache.ParameterGroup(
    name,
    {
      family: cacheFamily(engine, versionOf(args)),
      description: `maxmemory-policy ${config.maxmemoryPolicy}`,
      parameters: [{ name: "maxmemory-policy", value: config.maxmemoryPolicy }],
    },
    { parent },
  );
}

interface CacheAccess {
  secretArn: pulumi.Output<string>;
  userGroupId: pulumi.Output<string>;
}

/** A default user with a generated password: what a plain AUTH token is to clients, but its value stays in AWS. */
function createAccess(name: string, args: CacheArgs, parent: pulumi.Resource): CacheAccess | undefined {
  const { scope, engine, config, kmsKeyArn, retain } = args;
  if (!config.auth) return undefined;
  const templateBody = pulumi.output(kmsKeyArn).apply((key) =>
    JSON.stringify(
      cacheAccessTemplate(
        {
          secretName: secretName(scope, "cache"),
          description: `Password of the cache of ${scope.product} ${scope.environment}`,
          kmsKeyArn: key,
          fields: { username: "default" },
          generatedField: "password",
          version: config.passwordVersion,
          retain,
        },
        // ElastiCache takes ids of 40 characters at most, the version included.
        { id: resourceName(scope, "cache", 36), engine },
      ),
    ),
  );
  const stack = new aws.cloudformation.Stack(`${name}-access`, { templateBody }, { parent });
  return { secretArn: outputOf(stack, "secretArn"), userGroupId: outputOf(stack, "userGroupId") };
}

function createReplicationGroup(
  name: string,
  args: CacheArgs,
  {
    subnetGroup,
    parameterGroup,
    access,
  }: {
    subnetGroup: aws.elasticache.SubnetGroup;
    parameterGroup: aws.elasticache.ParameterGroup;
    access: CacheAccess | undefined;
  },
  parent: pulumi.Resource,
): aws.elasticache.ReplicationGroup {
  const { engine, config, securityGroupId, kmsKeyArn, protect } = args;
  const replicated = config.nodes > 1;
  return new aws.elasticache.ReplicationGroup(
    name,
    {
      description: `${engine} ${config.maxmemoryPolicy}`,
      engine,
      engineVersion: versionOf(args),
      nodeType: config.nodeType,
      port,
      numCacheClusters: config.nodes,
      automaticFailoverEnabled: replicated,
      multiAzEnabled: replicated,

      parameterGroupName: parameterGroup.name,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [securityGroupId],

      atRestEncryptionEnabled: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      transitEncryptionEnabled: config.tls,
      ...(access !== undefined && { userGroupIds: [access.userGroupId] }),

      autoMinorVersionUpgrade: true,
      snapshotRetentionLimit: config.snapshotDays,
      applyImmediately: !protect,
    },
    { parent, protect },
  );
}
