import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../naming.ts";
import type { WebAclConfig } from "./web-acl-config.ts";
import { renderWebAclRules, visibility } from "./web-acl-rules.ts";

export interface LoggedWebAclArgs {
  scope: Scope;
  /** CLOUDFRONT also guards Amplify. */
  guards: "CLOUDFRONT" | "REGIONAL";
  config: WebAclConfig;
  /** Whose requests the rate counts; see `renderWebAclRules`. */
  caller?: "connection" | "forwarded" | undefined;
  logRetentionDays: number;
  /** A key of the web ACL's own region. */
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** A web ACL that logs what it blocks or counts, without the headers that sign users in. */
export class LoggedWebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Also the dimension WebACL of its metrics. */
  readonly aclName: string;

  constructor(name: string, args: LoggedWebAclArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:shared:LoggedWebAcl", name, {}, options);
    // The edge is ruled from us-east-1, whatever the region of the environment.
    const region = args.guards === "CLOUDFRONT" ? "us-east-1" : args.scope.region;

    this.aclName = resourceName(args.scope, name, 128);
    const acl = createAcl(this, name, args, region);
    const logGroup = createLogGroup(this, name, args, region);
    createLogging(this, name, acl, logGroup, region);

    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function createAcl(
  parent: LoggedWebAcl,
  name: string,
  { guards, config, caller }: LoggedWebAclArgs,
  region: string,
): aws.wafv2.WebAcl {
  return new aws.wafv2.WebAcl(
    name,
    {
      region,
      // Fixed, so that the metrics of a web ACL that was replaced go on under the same name.
      name: parent.aclName,
      scope: guards,
      defaultAction: { allow: {} },
      rules: renderWebAclRules(config, caller),
      visibilityConfig: visibility(parent.aclName),
    },
    { parent },
  );
}

function createLogGroup(
  parent: LoggedWebAcl,
  name: string,
  { scope, logRetentionDays, logKmsKeyArn }: LoggedWebAclArgs,
  region: string,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    `${name}-waf`,
    {
      region,
      // WAF writes only to names that begin like this.
      name: `aws-waf-logs-${resourceName(scope, name)}`,
      retentionInDays: logRetentionDays,
      kmsKeyId: logKmsKeyArn,
    },
    { parent },
  );
}

function createLogging(
  parent: LoggedWebAcl,
  name: string,
  acl: aws.wafv2.WebAcl,
  logGroup: aws.cloudwatch.LogGroup,
  region: string,
): void {
  new aws.wafv2.WebAclLoggingConfiguration(
    name,
    {
      region,
      resourceArn: acl.arn,
      logDestinationConfigs: [logGroup.arn],
      redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    },
    { parent },
  );
}
