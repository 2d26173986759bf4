import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../../shared/naming.ts";
import { createAlias, type DnsRecord, type Dns } from "./dns-records.ts";

export interface SignInHostArgs {
  scope: Scope;
  userPoolId: pulumi.Input<string>;
  /** Host of the environment's own domain, or none for one below amazoncognito.com. */
  host: string | undefined;
  prefix: string | undefined;
  /** In us-east-1, whatever the pool's region. */
  certificateArn: pulumi.Output<string | undefined>;
  dns: Dns;
}

/** Where the sign-in page answers. */
export class SignInHost extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly records: DnsRecord[];

  constructor(name: string, args: SignInHostArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:SignInHost", name, {}, options);
    const { scope, host, userPoolId } = args;

    const domain = new aws.cognito.UserPoolDomain(
      name,
      {
        userPoolId,
        domain: host ?? args.prefix ?? signInPrefix(scope),
        managedLoginVersion: 2,
        ...(host !== undefined && { certificateArn: args.certificateArn.apply((arn) => arn ?? "") }),
      },
      // A host or prefix belongs to one pool at a time.
      { parent: this, deleteBeforeReplace: true },
    );
    this.host =
      host === undefined
        ? pulumi.interpolate`${domain.domain}.auth.${scope.region}.amazoncognito.com`
        : domain.domain;
    this.records =
      host === undefined
        ? []
        : createAlias(
            this,
            name,
            { host, target: domain.cloudfrontDistribution, zoneId: domain.cloudfrontDistributionZoneId },
            args.dns,
          );
    this.registerOutputs();
  }
}

/** Prefixes are taken for a whole region, by any account, so the account is part of it; its number is nobody's business. */
export function signInPrefix(scope: Scope): string {
  const account = createHash("sha256").update(scope.accountId).digest("hex").slice(0, 8);
  return resourceName(scope, account, 63);
}
