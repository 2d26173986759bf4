import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupName, type Scope } from "../../shared/naming.ts";

export interface EdgeAccessLogArgs {
  scope: Scope;
  distributionArn: pulumi.Output<string>;
  logRetentionDays: number;
  /** A key in us-east-1. */
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** CloudFront delivers its logs from here, whatever the region of the environment. */
const region = "us-east-1";

/** Neither cookies nor query strings nor referers: they carry tokens and the codes of sign-ins. */
const recordFields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "ssl-protocol",
  "ssl-cipher",
  "cs-protocol-version",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
];

/** The log of a distribution's requests (standard logging v2, which needs no bucket with ACLs). */
export class EdgeAccessLog extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: EdgeAccessLogArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:90-cdn:EdgeAccessLog", name, {}, options);
    const child = { parent: this };

    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      {
        region,
        // All groups with this beginning share one of the account's few log resource policies.
        name: logGroupName(args.scope, "aws/vendedlogs/cloudfront", name),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logKmsKeyArn,
      },
      child,
    );
    const source = new aws.cloudwatch.LogDeliverySource(
      name,
      { region, logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
      child,
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      name,
      {
        region,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: logGroup.arn },
      },
      child,
    );
    new aws.cloudwatch.LogDelivery(
      name,
      {
        region,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields,
      },
      child,
    );

    this.logGroupName = logGroup.name;
    this.registerOutputs();
  }
}
