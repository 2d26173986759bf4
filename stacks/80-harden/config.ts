import { z } from "zod";
import { logRetentionDays } from "../../shared/components/container-config.ts";
import { webAclShape } from "../../shared/components/web-acl-config.ts";
import { defineLayerConfig, region } from "../../shared/config-schema.ts";
import { cidr } from "../../shared/contracts/values.ts";
import { whyNoEndpoint, type EndpointService } from "./endpoint-services.ts";
import { findHardenFaults } from "./harden-rules.ts";
import { webAclTargets, whyImpossible, type WebAclTarget } from "./targets.ts";

const endpoint = z
  .custom<EndpointService>((value) => typeof value === "string", "expected a name")
  .superRefine((name, context) => {
    const message = whyNoEndpoint(name);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

const target = z
  .custom<WebAclTarget>((value) => typeof value === "string", "expected a name")
  .superRefine((name, context) => {
    const message = whyImpossible(name);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

const waf = z.strictObject({
  targets: z
    .array(target)
    .default([])
    .describe(
      `What the web ACL protects: ${webAclTargets.join(", ")}; an HTTP API can have none, and CloudFront's belongs to 90-cdn`,
    ),
  targetArns: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name such as "express-load-balancer"'),
      z.string().regex(/^arn:aws:[a-z-]+:[a-z0-9-]*:\d*:.+$/, "expected an ARN"),
    )
    .default({})
    .describe(
      "Further resources of this region by name, such as the load balancer that ECS Express Mode made",
    ),
  ...webAclShape,
  mode: webAclShape.mode
    .default("count")
    .describe(
      "count: only report what would be blocked, as a new web ACL should until its log has been read",
    ),
  caller: z
    .enum(["connection", "forwarded"])
    .default("connection")
    .describe(
      "Whose requests the rate counts: the other end of the connection, or what CloudFront says in X-Forwarded-For where nothing else can connect",
    ),
  logRetentionDays: logRetentionDays.default(30).describe("Days to keep the log"),
});

const networkAcls = z.strictObject({
  isolateDatabases: z
    .boolean()
    .default(false)
    .describe("Let database subnets exchange packets with the VPC only, whatever security groups say"),
  denyCidrs: z
    .array(cidr)
    .max(15)
    .default([])
    .describe("Addresses whose packets the public subnets drop, such as a network that attacks"),
  denyPorts: z
    .array(z.int().min(1).max(65535))
    .max(15)
    .default([])
    .describe("Ports that the internet cannot reach in public subnets, such as 22 and 3389"),
});

const tagName = z.string().min(1).max(128);
const days = z.int().min(1).max(36500);

const backup = z.strictObject({
  resources: z
    .array(z.enum(["database", "buckets"]))
    .default(["database"])
    .describe("What 20-data holds; a bucket must have versions for it"),
  arns: z
    .array(z.string().regex(/^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d*:.+$/, "expected an ARN, maybe with *"))
    .default([])
    .describe("Further resources"),
  tags: z
    .record(tagName, z.string().max(256))
    .optional()
    .describe("Further resources of any kind in the account that have all of these tags"),
  schedule: z
    .string()
    .regex(/^cron\(.+\)$/, 'expected an expression such as "cron(0 5 * * ? *)" (UTC)')
    .default("cron(0 5 * * ? *)")
    .describe("When to back up (UTC)"),
  keepDays: days.default(35).describe("Days to keep a backup"),
  copyRegion: region
    .optional()
    .describe("Copy each backup to a vault in this region, against the loss of one"),
  copyKeepDays: days.optional().describe("Days to keep a copy; left out, as long as the backup"),
  lock: z
    .strictObject({
      minDays: days.describe("No backup can be deleted before"),
      maxDays: days.optional().describe("and none can be kept longer"),
      irreversibleAfterDays: z
        .int()
        .min(3)
        .max(36500)
        .optional()
        .describe(
          "After this time nobody can remove the lock, not even AWS or root; left out, who administers the account can",
        ),
    })
    .optional()
    .describe("Keep backups from being deleted, also by somebody who stole credentials"),
  customerKey: z
    .boolean()
    .optional()
    .describe("Encrypt vaults with keys of their own; left out, on in stage and prod"),
  forceDestroy: z
    .boolean()
    .optional()
    .describe("Let a destroy delete vaults with their backups; left out, except in stage and prod")
    .meta({ beforeDestroy: true }),
});

/** The configuration of 80-harden; with nothing set it makes nothing. */
export const hardenConfig = defineLayerConfig({
  harden: z
    .strictObject({
      endpoints: z
        .array(endpoint)
        .refine((list) => new Set(list).size === list.length, "lists a service twice; remove one")
        .default([])
        .describe(
          "Services that the VPC reaches without the internet, each at a fixed price per zone; the output endpointCostMonthlyUsd says what they cost",
        ),
      endpointZones: z
        .enum(["all", "one"])
        .default("all")
        .describe("one: half the price, and without that zone no service is reached"),
      waf: waf.prefault({}).describe("The regional web ACL; there is none without a target"),
      networkAcls: networkAcls.optional().describe("Filters of whole subnets, beside security groups"),
      backup: backup
        .optional()
        .describe("Daily backups apart from what they back up; none where it is left out"),
    })
    .prefault({}),
})
  .superRefine((config, context) => {
    for (const { path, message } of findHardenFaults(config)) {
      context.addIssue({ code: "custom", path, message });
    }
  })
  .transform((config) => {
    const guarded = config.profile === "stage" || config.profile === "prod";
    const { backup: plan } = config.harden;
    return {
      ...config,
      harden: {
        ...config.harden,
        backup: plan && {
          ...plan,
          copyKeepDays: plan.copyKeepDays ?? plan.keepDays,
          customerKey: plan.customerKey ?? guarded,
          forceDestroy: plan.forceDestroy ?? !guarded,
        },
      },
    };
  });

export type HardenConfig = z.output<typeof hardenConfig>;
export type HardenConfigInput = z.input<typeof hardenConfig>;
export type BackupConfig = NonNullable<HardenConfig["harden"]["backup"]>;
/** The configuration as the rules see it, before the defaults that depend on the profile. */
export interface CheckedHardenConfig {
  region: string;
  upstreams: Readonly<Record<string, string>>;
  harden: {
    waf: z.output<typeof waf>;
    networkAcls?: z.output<typeof networkAcls> | undefined;
    backup?: z.output<typeof backup> | undefined;
  };
}
