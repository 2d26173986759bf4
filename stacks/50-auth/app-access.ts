import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { compute } from "../../shared/contracts/compute.ts";
import { policyDocument } from "../../shared/policy-document.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { appStatements, type AppGrants } from "./app-grants.ts";

export interface AppAccessArgs {
  /** Services of 30-ecs. */
  services: readonly string[];
  compute: Upstream<typeof compute>;
  grants: { [K in keyof AppGrants]: pulumi.Input<AppGrants[K]> };
}

/** Grants of this layer on the roles that 30-ecs made for the app. */
export class AppAccess extends pulumi.ComponentResource {
  constructor(name: string, args: AppAccessArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:AppAccess", name, {}, options);
    const policy = pulumi
      .output(args.grants)
      .apply((grants) => policyDocument(appStatements(grants as AppGrants)));
    for (const service of args.services) {
      new aws.iam.RolePolicy(
        `${name}-${service}`,
        { role: args.compute.services.apply((all) => all[service]!.taskRoleName), policy },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
