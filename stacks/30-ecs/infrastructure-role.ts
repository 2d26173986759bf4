import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, policyDocument, serviceTrust, type Statement } from "../../shared/policy-document.ts";
import type { ServiceEntrance } from "./service-entrance.ts";

export interface InfrastructureRoleArgs {
  /** The services whose traffic ECS moves between target groups. */
  entrances: readonly ServiceEntrance[];
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
}

/** The role with which ECS moves traffic between two versions, on these rules and target groups only. */
export class InfrastructureRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly policy: aws.iam.RolePolicy;

  constructor(name: string, args: InfrastructureRoleArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:InfrastructureRole", name, {}, options);

    const role = new aws.iam.Role(
      name,
      {
        assumeRolePolicy: serviceTrust("ecs.amazonaws.com"),
        permissionsBoundary: args.permissionsBoundaryArn,
      },
      { parent: this },
    );
    this.policy = new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: arnsOf(args).apply((arns) => policyDocument(shiftStatements(arns))),
      },
      { parent: this },
    );

    this.arn = role.arn;
    this.registerOutputs();
  }
}

function arnsOf({ entrances }: InfrastructureRoleArgs): pulumi.Output<ShiftedArns> {
  return pulumi.output({
    listeners: [...new Set(entrances.map(({ door }) => door))].map(({ listener }) => listener.arn),
    rules: entrances.flatMap(({ rules }) => rules.map(({ arn }) => arn)),
    targetGroups: entrances.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn)),
  });
}

export interface ShiftedArns {
  listeners: string[];
  rules: string[];
  targetGroups: string[];
}

/** What ECS needs on a load balancer to move traffic; AWS's managed policy grants the same on every one of the account. */
export function shiftStatements(arns: ShiftedArns): Statement[] {
  return [
    allow(
      "FindOutHowTrafficGoes",
      [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      "*",
    ),
    allow(
      "MoveTraffic",
      ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
      [...arns.listeners, ...arns.rules],
    ),
    allow(
      "MoveTargets",
      ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      arns.targetGroups,
    ),
  ];
}
