import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessLogBucket } from "./access-log-bucket.ts";
import type { ComputeConfig } from "./config.ts";

export type Scheme = "public" | "internal";

export interface FrontDoorArgs {
  scheme: Scheme;
  alb: ComputeConfig["compute"]["alb"];
  subnetIds: pulumi.Input<string[]>;
  securityGroupIds: pulumi.Input<string[]>;
  certificateArn: pulumi.Output<string | undefined>;
  accessLogs: AccessLogBucket | undefined;
}

/** A load balancer that answers 404 until services add their rules to its listener. */
export class FrontDoor extends pulumi.ComponentResource {
  readonly scheme: Scheme;
  readonly https: boolean;
  readonly loadBalancer: aws.lb.LoadBalancer;
  /** The listener that takes the services' rules. */
  readonly listener: aws.lb.Listener;

  constructor(name: string, args: FrontDoorArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:FrontDoor", name, {}, options);

    this.scheme = args.scheme;
    this.https = args.alb.https;
    this.loadBalancer = createLoadBalancer(this, name, args);
    this.listener = args.alb.https
      ? createHttpsListener(this, name, args)
      : createListener(this, `${name}-http`, { port: 80, protocol: "HTTP" });
    if (args.alb.https && args.alb.redirect) createRedirect(this, name);
    this.registerOutputs();
  }
}

function createLoadBalancer(parent: FrontDoor, name: string, args: FrontDoorArgs): aws.lb.LoadBalancer {
  const { alb, accessLogs, scheme } = args;
  return new aws.lb.LoadBalancer(
    // AWS refuses names that begin with "internal-", and the logical name is where the name begins.
    scheme === "internal" ? `alb-${name}` : name,
    {
      loadBalancerType: "application",
      internal: scheme === "internal",
      subnets: args.subnetIds,
      securityGroups: args.securityGroupIds,
      idleTimeout: alb.idleTimeoutSeconds,
      enableDeletionProtection: alb.deletionProtection,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      ...(accessLogs !== undefined && {
        accessLogs: { enabled: true, bucket: accessLogs.bucketName, prefix: scheme },
      }),
    },
    { parent, aliases: [{ name }], dependsOn: accessLogs === undefined ? [] : [accessLogs.policy] },
  );
}

function createHttpsListener(
  parent: FrontDoor,
  name: string,
  { alb, certificateArn }: FrontDoorArgs,
): aws.lb.Listener {
  return createListener(parent, `${name}-https`, {
    port: 443,
    protocol: "HTTPS",
    sslPolicy: alb.sslPolicy,
    certificateArn: certificateArn.apply((arn) => arn ?? ""),
  });
}

function createListener(
  parent: FrontDoor,
  name: string,
  listener: Pick<aws.lb.ListenerArgs, "port" | "protocol" | "sslPolicy" | "certificateArn">,
): aws.lb.Listener {
  return new aws.lb.Listener(
    name,
    {
      ...listener,
      loadBalancerArn: parent.loadBalancer.arn,
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "Not found" },
        },
      ],
    },
    { parent },
  );
}

function createRedirect(parent: FrontDoor, name: string): void {
  new aws.lb.Listener(
    `${name}-http`,
    {
      port: 80,
      protocol: "HTTP",
      loadBalancerArn: parent.loadBalancer.arn,
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    },
    { parent },
  );
}
