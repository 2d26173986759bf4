import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../../shared/policy-document.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { Scope } from "../../shared/naming.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import type { QueueConfig } from "./config.ts";
import { queueStatements, usesByService } from "./queue-access.ts";

export interface ServiceAccessArgs {
  scope: Scope;
  queues: Readonly<Record<string, QueueConfig>>;
  services: Upstream<typeof compute>["services"];
  kmsKeyArn: pulumi.Output<string> | undefined;
}

/** What services of 30-ecs may do with queues. The roles are 30's, the policies on them are ours. */
export class ServiceAccess extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceAccessArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:ServiceAccess", name, {}, options);

    for (const [service, use] of usesByService(args.queues)) {
      new aws.iam.RolePolicy(
        `${service}-queues`,
        {
          role: args.services.apply((all) => all[service]?.taskRoleName ?? ""),
          policy: pulumi
            .output(args.kmsKeyArn)
            .apply((key) => policyDocument(queueStatements(use, args.queues, args.scope, key))),
        },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
