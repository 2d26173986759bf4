import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "./config.ts";
import type { FrontDoor } from "./front-door.ts";
import { matchedPaths } from "./routing.ts";

export interface ServiceEntranceArgs {
  door: FrontDoor;
  service: ServiceConfig & { port: number };
  vpcId: pulumi.Input<string>;
  deregistrationDelaySeconds: number;
  /** Versions take turns between two target groups, and ECS moves the traffic. */
  alternates: boolean;
}

/** How requests get from one load balancer to one service: target groups and the listener's rules. */
export class ServiceEntrance extends pulumi.ComponentResource {
  readonly door: FrontDoor;
  readonly targetGroups: readonly [aws.lb.TargetGroup, ...aws.lb.TargetGroup[]];
  readonly rules: readonly aws.lb.ListenerRule[];

  constructor(name: string, args: ServiceEntranceArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:ServiceEntrance", name, {}, options);

    this.door = args.door;
    const primary = createTargetGroup(this, name, args);
    this.targetGroups = args.alternates
      ? [primary, createTargetGroup(this, `${name}${args.door.scheme === "internal" ? "b" : "-b"}`, args)]
      : [primary];
    this.rules = args.service.routes.map((route, index) =>
      createRule(this, args.service.routes.length > 1 ? `${name}-${index}` : name, route, args),
    );
    this.registerOutputs();
  }
}

function createTargetGroup(
  parent: ServiceEntrance,
  name: string,
  { service, vpcId, deregistrationDelaySeconds }: ServiceEntranceArgs,
): aws.lb.TargetGroup {
  const { health } = service;
  return new aws.lb.TargetGroup(
    name,
    {
      vpcId,
      port: service.port,
      protocol: "HTTP",
      targetType: "ip",
      deregistrationDelay: deregistrationDelaySeconds,
      healthCheck: {
        path: health.path,
        matcher: health.matcher,
        interval: health.intervalSeconds,
        timeout: health.timeoutSeconds,
        healthyThreshold: health.healthyThreshold,
        unhealthyThreshold: health.unhealthyThreshold,
      },
      ...(service.stickySeconds > 0 && {
        stickiness: { enabled: true, type: "lb_cookie", cookieDuration: service.stickySeconds },
      }),
    },
    { parent },
  );
}

function createRule(
  parent: ServiceEntrance,
  name: string,
  route: ServiceConfig["routes"][number],
  { door, alternates, service }: ServiceEntranceArgs,
): aws.lb.ListenerRule {
  const [primary, alternate] = parent.targetGroups;
  return new aws.lb.ListenerRule(
    name,
    {
      listenerArn: door.listener.arn,
      priority: route.priority,
      conditions: [
        { pathPattern: { values: matchedPaths(route.paths) } },
        ...(route.hosts.length > 0 ? [{ hostHeader: { values: route.hosts } }] : []),
      ],
      actions: [
        alternate === undefined
          ? { type: "forward", targetGroupArn: primary.arn }
          : {
              type: "forward",
              forward: {
                targetGroups: [
                  { arn: primary.arn, weight: 100 },
                  { arn: alternate.arn, weight: 0 },
                ],
                ...(service.stickySeconds > 0 && {
                  stickiness: { enabled: true, duration: service.stickySeconds },
                }),
              },
            },
      ],
    },
    // ECS rewrites the weights at every deployment.
    { parent, ignoreChanges: alternates ? ["actions"] : [] },
  );
}
