import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Profile } from "../../shared/config-schema.ts";
import { fitName, tracedName, type Scope } from "../../shared/naming.ts";

export interface TracingArgs {
  scope: Scope;
  profile: Profile;
  services: readonly string[];
  sampledPercent: number | undefined;
}

/** X-Ray takes names of up to 32 characters. */
const longestName = 32;

/** How many requests are traced, and each service's faults and slow requests as a group. */
export class Tracing extends pulumi.ComponentResource {
  constructor(name: string, args: TracingArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:95-observability:Tracing", name, {}, opts);
    const { scope, profile, services } = args;
    const child = { parent: this };
    const usualPercent = profile === "stage" || profile === "prod" ? 5 : 100;

    for (const service of services) {
      const serviceName = tracedName(scope, service);
      new aws.xray.SamplingRule(
        service,
        {
          ruleName: fitName(serviceName, longestName),
          priority: 1000,
          version: 1,
          // One request in each second, so that rare ones are seen as well.
          reservoirSize: 1,
          fixedRate: (args.sampledPercent ?? usualPercent) / 100,
          serviceName,
          serviceType: "*",
          host: "*",
          httpMethod: "*",
          urlPath: "*",
          resourceArn: "*",
        },
        child,
      );
      new aws.xray.Group(
        service,
        {
          groupName: fitName(serviceName, longestName),
          filterExpression: `service("${serviceName}") { fault = true OR error = true OR responsetime > 2 }`,
          insightsConfiguration: { insightsEnabled: true, notificationsEnabled: false },
        },
        child,
      );
    }
    this.registerOutputs();
  }
}
