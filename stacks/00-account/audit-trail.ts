import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupName, resourceName, type Scope } from "../../shared/naming.ts";
import type { LogStore } from "./log-store.ts";
import { policyDocument, serviceTrust } from "../../shared/policy-document.ts";

export interface AuditTrailArgs {
  scope: Scope;
  logs: LogStore;
  /** Whether the trail also goes to CloudWatch Logs. */
  toLogGroup: boolean;
  logGroupDays: number;
}

/** The trail's name is fixed, so that the bucket's policy can name the trail before it exists. */
export function trailArn(scope: Scope): string {
  return `arn:aws:cloudtrail:${scope.region}:${scope.accountId}:trail/${resourceName(scope, "trail")}`;
}

/** The record of every management event in every region. */
export class AuditTrail extends pulumi.ComponentResource {
  readonly trailArn: pulumi.Output<string>;

  constructor(name: string, args: AuditTrailArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:AuditTrail", name, {}, opts);
    const { scope, logs } = args;
    const child = { parent: this };

    const group = args.toLogGroup ? createLogGroup() : undefined;
    const writer = group && createWriter(group);
    this.trailArn = createTrail().arn;
    this.registerOutputs({ trailArn: this.trailArn });

    function createLogGroup() {
      return new aws.cloudwatch.LogGroup(
        `${name}-log-group`,
        {
          name: logGroupName(scope, "cloudtrail", "trail"),
          retentionInDays: args.logGroupDays,
          ...(logs.keyArn && { kmsKeyId: logs.keyArn }),
        },
        child,
      );
    }

    function createWriter(group: aws.cloudwatch.LogGroup) {
      const role = new aws.iam.Role(
        `${name}-writer`,
        {
          description: "CloudTrail writes to the trail's log group",
          assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com", {
            StringEquals: { "aws:SourceArn": trailArn(scope) },
          }),
        },
        child,
      );
      const policy = new aws.iam.RolePolicy(
        `${name}-writer`,
        {
          role: role.name,
          policy: group.arn.apply((groupArn) =>
            policyDocument([
              {
                Sid: "WriteTrail",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: `${groupArn}:log-stream:${scope.accountId}_CloudTrail_${scope.region}*`,
              },
            ]),
          ),
        },
        child,
      );
      return { role, policy };
    }

    function createTrail() {
      return new aws.cloudtrail.Trail(
        `${name}-trail`,
        {
          name: resourceName(scope, "trail"),
          s3BucketName: logs.bucketName,
          isMultiRegionTrail: true,
          includeGlobalServiceEvents: true,
          enableLogFileValidation: true,
          enableLogging: true,
          ...(logs.keyArn && { kmsKeyId: logs.keyArn }),
          ...(group &&
            writer && {
              cloudWatchLogsGroupArn: pulumi.interpolate`${group.arn}:*`,
              cloudWatchLogsRoleArn: writer.role.arn,
            }),
        },
        // CloudTrail tries to write at once and refuses a bucket or log group that does not let it.
        { ...child, dependsOn: [logs.bucketPolicy, ...(writer ? [writer.policy] : [])] },
      );
    }
  }
}
