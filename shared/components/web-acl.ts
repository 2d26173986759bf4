import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../naming.ts";
import type { WebAclSettings } from "./web-acl-config.ts";
import { planRules } from "./web-acl-rules.ts";

export interface WebAclArgs {
  scope: Pick<Scope, "product" | "environment">;
  settings: WebAclSettings;
  /** CloudFront takes only a web ACL that lives in us-east-1; anything else only one of its own region. */
  protects: "regional" | "cloudfront";
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** What nobody may read in a log, nor in the samples that the console shows. */
const secretHeaders = ["authorization", "cookie", "x-origin-secret"];

/** A web ACL with its log. */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Dimension of its metrics. */
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:shared:WebAcl", name, {}, opts);
    const options = { parent: this };
    const place = args.protects === "cloudfront" ? { region: "us-east-1" } : {};

    const acl = createAcl();
    createLog();

    this.arn = acl.arn;
    this.name = acl.name;
    this.registerOutputs();

    function createAcl(): aws.wafv2.WebAcl {
      return new aws.wafv2.WebAcl(
        name,
        {
          ...place,
          scope: args.protects === "cloudfront" ? "CLOUDFRONT" : "REGIONAL",
          description: `Requests to ${args.scope.product} ${args.scope.environment}`,
          defaultAction: { allow: {} },
          rules: [...planRules(args.settings)],
          visibilityConfig: {
            cloudwatchMetricsEnabled: true,
            metricName: resourceName(args.scope, name),
            sampledRequestsEnabled: true,
          },
          dataProtectionConfig: {
            dataProtections: [
              { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: secretHeaders } },
            ],
          },
        },
        options,
      );
    }

    function createLog(): void {
      const { logRetentionDays, logRequests } = args.settings;
      const group = new aws.cloudwatch.LogGroup(
        `${name}-log`,
        {
          ...place,
          // WAF writes only to groups whose name starts like this.
          name: `aws-waf-logs-${resourceName(args.scope, name)}`,
          retentionInDays: logRetentionDays,
          kmsKeyId: args.logKmsKeyArn,
        },
        options,
      );
      new aws.wafv2.WebAclLoggingConfiguration(
        `${name}-log`,
        {
          ...place,
          resourceArn: acl.arn,
          logDestinationConfigs: [group.arn],
          redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
          ...(logRequests === "matched" && { loggingFilter: matchedOnly }),
        },
        options,
      );
    }
  }
}

const matchedOnly = {
  defaultBehavior: "DROP",
  filters: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
    },
  ],
};
