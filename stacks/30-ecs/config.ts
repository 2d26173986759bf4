import { z } from "zod";
import { defineLayerConfig } from "../../shared/config-schema.ts";
import { hostname, port } from "../../shared/contracts/values.ts";
import { containerShape, logRetentionDays } from "../../shared/components/container-config.ts";
import { scaling } from "../../shared/components/scaling-config.ts";
import { findComputeFaults } from "./compute-rules.ts";

const route = z.strictObject({
  paths: z
    .array(z.string().startsWith("/"))
    .min(1)
    .default(["/*"])
    .describe('Path patterns; "/api/*" also matches "/api"'),
  hosts: z.array(z.string()).default([]).describe("Host patterns; any host where it is empty"),
  priority: z.int().min(1).max(50000).describe("Rules are tried in this order, the lowest first"),
});

const health = z.strictObject({
  path: z.string().startsWith("/").default("/health").describe("Answers when a task may take requests"),
  matcher: z
    .string()
    .regex(/^\d{3}([,-]\d{3})*$/, 'expected HTTP codes such as "200" or "200-299"')
    .default("200")
    .describe("HTTP codes that mean healthy"),
  intervalSeconds: z.int().min(5).max(300).default(15).describe("Time between two checks"),
  timeoutSeconds: z.int().min(2).max(120).default(5).describe("Time to wait for an answer"),
  healthyThreshold: z.int().min(2).max(10).default(2).describe("Good answers before a task gets requests"),
  unhealthyThreshold: z.int().min(2).max(10).default(3).describe("Bad answers before a task is replaced"),
  graceSeconds: z.int().min(0).default(60).describe("Time for a new task to start before checks count"),
});

const service = z.strictObject({
  ...containerShape,
  port: port
    .optional()
    .describe("Port that the container listens on; none for a service that only works on its own"),
  desired: z
    .int()
    .min(0)
    .default(1)
    .describe("Tasks to run once there is an image; where scaling is set, only at first"),
  health: health.prefault({}),
  routes: z
    .array(route)
    .default([])
    .describe("What the load balancer sends here; a service without any is reached by discovery only"),
  scaling: scaling.optional().describe("Automatic scaling; a fixed number of tasks where it is left out"),
  spot: z
    .boolean()
    .default(false)
    .describe("Run on Fargate Spot, which may stop any task at two minutes' notice"),
  acknowledgeSpotInterruptions: z
    .boolean()
    .default(false)
    .describe("Run a service on Spot although the load balancer sends requests to it"),
  stickySeconds: z
    .int()
    .min(0)
    .max(604800)
    .default(0)
    .describe("Keep a client on one task for this long; WebSockets with several tasks need it, 0 for no"),
  timeoutSeconds: z.int().min(1).max(900).default(29).describe("Longest run of a request (engine lambda)"),
});

const alb = z.strictObject({
  exposure: z
    .enum(["public", "both", "internal"])
    .default("public")
    .describe("Which load balancers there are; both while moving from one to the other"),
  https: z
    .boolean()
    .optional()
    .describe("Serve HTTPS with the network's certificate; left out, it follows from domain.api"),
  redirect: z.boolean().default(true).describe("Send HTTP on to HTTPS where there is HTTPS"),
  sslPolicy: z
    .string()
    .startsWith("ELBSecurityPolicy-TLS13-1-2-", "expected a policy of TLS 1.3 and 1.2")
    .default("ELBSecurityPolicy-TLS13-1-2-Res-2021-06")
    .describe("TLS versions and ciphers"),
  accessLogs: z
    .boolean()
    .optional()
    .describe("Write access logs to a bucket; left out, on in stage and prod"),
  accessLogDays: z.int().min(1).default(90).describe("Days after which access logs are deleted"),
  deregistrationDelaySeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(30)
    .describe("Time for requests in flight on a leaving task"),
  idleTimeoutSeconds: z
    .int()
    .min(1)
    .max(4000)
    .default(60)
    .describe("Silence that ends a connection; raise it for WebSockets"),
  deletionProtection: z
    .boolean()
    .optional()
    .describe("Refuse to delete the load balancers; left out, on in stage and prod")
    .meta({ beforeDestroy: false }),
});

const percent = z.int().min(1).max(100);
const bakeMinutes = z.int().min(0).max(1440);

const deploy = z.strictObject({
  strategy: z
    .enum(["rolling", "blueGreen", "canary", "linear"])
    .default("rolling")
    .describe("How a new version takes over"),
  circuitBreaker: z
    .boolean()
    .default(true)
    .describe("Return to the last good version when new tasks do not start (strategy rolling)"),
  minHealthyPercent: z
    .int()
    .min(0)
    .max(100)
    .default(100)
    .describe("Tasks that stay up while others are replaced"),
  maxPercent: z.int().min(100).max(400).default(200).describe("Tasks that may run while others are replaced"),
  bakeMinutes: bakeMinutes
    .default(5)
    .describe("Time that the old version stays ready after traffic has moved"),
  stepPercent: percent.default(10).describe("Traffic of the first step (canary) or of each step (linear)"),
  stepBakeMinutes: bakeMinutes.default(5).describe("Time to watch each step"),
  rollbackAlarms: z
    .array(z.string())
    .default([])
    .describe("CloudWatch alarms that undo a deployment; they must exist already"),
  wait: z
    .boolean()
    .default(true)
    .describe("Let an update wait until the new version runs or was rolled back"),
});

const migrations = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe("Make a task that migrates the database; CI runs it before a deployment"),
  service: z
    .string()
    .default("api")
    .describe("Service whose image, variables and secrets the migration uses"),
  command: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Command that migrates, such as npx prisma migrate deploy"),
  cpu: z.int().default(256).describe("CPU units of the migration task"),
  memory: z.int().default(512).describe("Memory of the migration task in MiB"),
  setupImage: z
    .string()
    .default("")
    .describe(
      "Image with sh and psql that first creates the app's database user and the extra databases; a bare digest belongs to the repository migration; empty where the migration does it",
    ),
});

const compute = z.strictObject({
  engine: z
    .enum(["fargate", "ecs-express", "apprunner", "lambda"])
    .default("fargate")
    .describe("What runs the services; App Runner takes no new customers"),
  services: z.record(z.string(), service).describe("Services by name"),
  alb: alb.prefault({}),
  migrations: migrations.prefault({}),
  deploy: deploy.prefault({}),
  discovery: z
    .enum(["none", "serviceConnect", "cloudmap"])
    .default("none")
    .describe("How services find each other: through a proxy with metrics, or by DNS"),
  containerInsights: z
    .enum(["off", "enabled", "enhanced"])
    .default("enabled")
    .describe("Metrics of tasks and services"),
  architecture: z
    .enum(["amd64", "arm64"])
    .default("amd64")
    .describe("Processor that the images are built for; another one ends in exec format error"),
  egress: z
    .enum(["internet", "endpoints"])
    .default("internet")
    .describe(
      "How tasks reach AWS: over the internet (or NAT), or only through the VPC endpoints of 80-harden",
    ),
  express: z
    .strictObject({
      exposure: z
        .enum(["public", "internal"])
        .default("public")
        .describe("Subnets of services and their load balancer"),
    })
    .prefault({}),
  apprunner: z
    .strictObject({
      existingCustomer: z
        .boolean()
        .default(false)
        .describe("This account used App Runner before it closed to new customers on 2026-04-30"),
      vpcConnector: z
        .boolean()
        .default(true)
        .describe(
          "Send all outgoing traffic into the VPC, which the database needs; the internet then needs NAT",
        ),
      maxConcurrency: z
        .int()
        .min(1)
        .max(200)
        .default(100)
        .describe("Requests at once on one instance before another one is added"),
      autoDeployments: z.boolean().default(false).describe("Deploy every pushed image without approval"),
    })
    .prefault({}),
  lambda: z
    .strictObject({
      vpc: z.boolean().default(true).describe("Run functions in the VPC, which the database needs"),
      keepWarm: z.int().min(0).default(0).describe("Instances kept ready, at a cost"),
    })
    .prefault({}),
});

const ecr = z.strictObject({
  repos: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected lower-case letters, digits and hyphens"))
    .default([])
    .describe("Image repositories"),
  scan: z.boolean().default(true).describe("Scan every pushed image"),
  keep: z.int().min(1).max(1000).default(10).describe("Images to keep in each repository"),
  retention: z.int().min(1).default(7).describe("Days to keep images without a tag"),
  mutableTags: z
    .array(z.string())
    .max(5)
    .default([])
    .describe('Tags that may move, such as "latest*"; every other tag is written once'),
  encryption: z
    .enum(["aes256", "kms"])
    .default("kms")
    .describe("Encryption of images; a change replaces the repositories with their images"),
  forceDelete: z.boolean().default(false).describe("Let a destroy delete repositories that hold images"),
});

const obs = z.strictObject({
  logRetentionDays: logRetentionDays.default(30).describe("Days to keep logs"),
  tracing: z
    .enum(["off", "adot"])
    .default("off")
    .describe("Send traces to X-Ray through an OpenTelemetry collector"),
  collectorImage: z
    .string()
    .default("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3")
    .describe("Image of the OpenTelemetry collector"),
});

const domain = z.strictObject({
  api: hostname.optional().describe("Host name of the API that the public load balancer serves"),
  dns: z
    .enum(["route53", "manual"])
    .default("route53")
    .describe("Whether this layer points the host name at the load balancer, or somebody does by hand"),
});

/** The configuration of 30-ecs. */
export const computeConfig = defineLayerConfig({
  compute,
  ecr: ecr.prefault({}),
  obs: obs.prefault({}),
  domain: domain.prefault({}),
})
  .superRefine((config, context) => {
    for (const { path, message } of findComputeFaults(config)) {
      context.addIssue({ code: "custom", path, message });
    }
  })
  .transform((config) => {
    const { alb } = config.compute;
    const guarded = config.profile === "prod" || config.profile === "stage";
    return {
      ...config,
      compute: {
        ...config.compute,
        alb: {
          ...alb,
          https: alb.https ?? config.domain.api !== undefined,
          accessLogs: alb.accessLogs ?? guarded,
          deletionProtection: alb.deletionProtection ?? guarded,
        },
      },
    };
  });

export type ComputeConfig = z.output<typeof computeConfig>;
export type ComputeConfigInput = z.input<typeof computeConfig>;
export type ServiceConfig = z.output<typeof service>;
export type RouteConfig = z.output<typeof route>;
/** The configuration as the rules see it, before the defaults that depend on the profile. */
export type CheckedComputeConfig = {
  compute: z.output<typeof compute>;
  ecr: z.output<typeof ecr>;
  obs: z.output<typeof obs>;
  domain: z.output<typeof domain>;
  region: string;
};
