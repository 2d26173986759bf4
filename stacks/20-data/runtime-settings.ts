import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Buckets } from "./buckets.ts";
import type { Cache } from "./cache.ts";
import type { Database } from "./database.ts";
import type { Secrets } from "./secrets.ts";

export interface RuntimeSettingsArgs {
  /** Ends in a slash. */
  prefix: string;
  db: Database["published"];
  cache: Cache["published"] | undefined;
  buckets: Buckets["byKind"];
  secretArns: Secrets["arns"];
}

/** What the app reads at start with ssm:GetParametersByPath. Secrets are named by ARN, never by value. */
export class RuntimeSettings extends pulumi.ComponentResource {
  constructor(name: string, args: RuntimeSettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:RuntimeSettings", name, {}, opts);
    for (const [key, value] of Object.entries(listSettings(args))) {
      if (value === undefined) continue;
      new aws.ssm.Parameter(
        key,
        // "insecure" keeps the value legible in previews; nothing here is secret.
        { name: `${args.prefix}${key}`, type: "String", insecureValue: value },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function listSettings(args: RuntimeSettingsArgs): Record<string, pulumi.Input<string> | undefined> {
  const { db, cache, buckets, secretArns } = args;
  return {
    "db/host": db.proxyHost ?? db.host,
    "db/port": String(db.port),
    "db/name": db.name,
    // Only migrations use the master user where the app has one of its own.
    "db/secretArn": db.appSecretArn ?? db.masterSecretArn,
    "cache/url": cache && pulumi.interpolate`${cache.tls ? "rediss" : "redis"}://${cache.host}:${cache.port}`,
    "cache/secretArn": cache?.authSecretArn,
    ...Object.fromEntries(Object.entries(buckets).map(([kind, { name }]) => [`buckets/${kind}`, name])),
    ...Object.fromEntries(Object.entries(secretArns).map(([key, arn]) => [`secretArns/${key}`, arn])),
  };
}
