import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKeyPolicy } from "./key-policy.ts";
import { resourceName, type Scope } from "../../shared/naming.ts";

export interface DataKeyArgs {
  scope: Scope;
  protect: boolean;
}

/** The customer key of database, cache, buckets, secrets and database logs. */
export class DataKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { scope, protect }: DataKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:DataKey", name, {}, opts);
    const key = new aws.kms.Key(
      name,
      {
        description: `Data of ${scope.product} ${scope.environment}`,
        policy: dataKeyPolicy(scope),
        enableKeyRotation: true,
        deletionWindowInDays: protect ? 30 : 7,
      },
      // Without its key the data is gone for good, snapshots included.
      { parent: this, protect },
    );
    new aws.kms.Alias(
      name,
      { name: `alias/${resourceName(scope, "data")}`, targetKeyId: key.id },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
