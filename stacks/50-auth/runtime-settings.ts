import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface RuntimeSettingsArgs {
  /** Ends in a slash. */
  prefix: string;
  settings: Readonly<Record<string, pulumi.Input<string> | undefined>>;
}

/** What the app reads from SSM at start. A secret is named by ARN, never by value. */
export class RuntimeSettings extends pulumi.ComponentResource {
  constructor(name: string, args: RuntimeSettingsArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:RuntimeSettings", name, {}, options);
    for (const [key, value] of Object.entries(args.settings)) {
      if (value === undefined) continue;
      new aws.ssm.Parameter(
        key,
        // "insecure" keeps the value legible in previews; nothing here is secret.
        { name: `${args.prefix}${key}`, type: "String", insecureValue: value },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
