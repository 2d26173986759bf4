import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { forAccount, serviceTrust } from "../../shared/policy-document.ts";
import { flowLogPolicy } from "./role-policies.ts";

export interface FlowLogsArgs {
  vpcId: pulumi.Input<string>;
  accountId: string;
  destination: "off" | "cloudwatch" | "s3";
  logGroupName: string;
  retentionDays: number;
  logKmsKeyArn: pulumi.Input<string | undefined>;
  logBucketArn: pulumi.Input<string>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
}

/** A record of the VPC's connections (EC2.6), in CloudWatch or in the account's log bucket. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:10-network:FlowLogs", name, {}, opts);
    const options = { parent: this };

    if (args.destination === "cloudwatch") logToCloudWatch();
    if (args.destination === "s3")
      createFlowLog({ logDestinationType: "s3", logDestination: args.logBucketArn });
    this.registerOutputs();

    function logToCloudWatch(): void {
      const group = new aws.cloudwatch.LogGroup(
        name,
        { name: args.logGroupName, retentionInDays: args.retentionDays, kmsKeyId: args.logKmsKeyArn },
        options,
      );
      const role = new aws.iam.Role(
        name,
        {
          description: "Lets flow logs write to their log group",
          assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", forAccount(args.accountId)),
          permissionsBoundary: args.permissionsBoundaryArn,
        },
        options,
      );
      const policy = new aws.iam.RolePolicy(
        name,
        { role: role.name, policy: group.arn.apply((arn) => flowLogPolicy(arn)) },
        options,
      );
      createFlowLog(
        { logDestinationType: "cloud-watch-logs", logDestination: group.arn, iamRoleArn: role.arn },
        [policy],
      );
    }

    function createFlowLog(
      destination: Pick<aws.ec2.FlowLogArgs, "logDestinationType" | "logDestination" | "iamRoleArn">,
      dependsOn: pulumi.Resource[] = [],
    ): void {
      new aws.ec2.FlowLog(
        name,
        { vpcId: args.vpcId, trafficType: "ALL", maxAggregationInterval: 600, ...destination },
        { ...options, dependsOn },
      );
    }
  }
}
