import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { forAccount, policyDocument, serviceTrust, type Statement } from "../policy-document.ts";

export interface WorkloadIdentityArgs {
  /** The service that starts the workload with a role of its own, where there is one. */
  starter?: { principal: string; statements: (logGroupArn: string) => pulumi.Input<readonly Statement[]> };
  /** The service that runs it, which may then assume the app's role. */
  runner: string;
  /** Allow these services to assume the roles only for this account, where they say for whom they act. */
  accountId?: string;
  /** What the app may do, one policy by name. */
  grants: Readonly<Record<string, pulumi.Input<readonly Statement[]>>>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;

  logGroupName: string;
  logRetentionDays: number;
  logKmsKeyArn: pulumi.Input<string | undefined>;
}

/** The log group and the roles of one workload, whatever engine runs it. */
export class WorkloadIdentity extends pulumi.ComponentResource {
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly startRole: aws.iam.Role | undefined;
  readonly taskRole: aws.iam.Role;
  /** What runs must outlive these, or it is stuck draining when it is deleted. */
  readonly policies: readonly aws.iam.RolePolicy[];

  constructor(name: string, args: WorkloadIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:ecs:WorkloadIdentity", name, {}, options);

    this.logGroup = createLogGroup(this, name, args);
    this.startRole = args.starter && createRole(this, `${name}-start`, args.starter.principal, args);
    const startPolicy = this.startRole && createStartPolicy(this, `${name}-start`, this.startRole, args);
    this.taskRole = createRole(this, `${name}-task`, args.runner, args);
    const grants = createGrants(this, name, args);

    this.policies = startPolicy === undefined ? grants : [startPolicy, ...grants];
    this.registerOutputs();
  }
}

function createLogGroup(
  parent: WorkloadIdentity,
  name: string,
  args: WorkloadIdentityArgs,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: args.logGroupName, retentionInDays: args.logRetentionDays, kmsKeyId: args.logKmsKeyArn },
    { parent },
  );
}

function createRole(
  parent: WorkloadIdentity,
  name: string,
  principal: string,
  { accountId, permissionsBoundaryArn }: WorkloadIdentityArgs,
): aws.iam.Role {
  return new aws.iam.Role(
    name,
    {
      assumeRolePolicy: serviceTrust(principal, accountId === undefined ? undefined : forAccount(accountId)),
      permissionsBoundary: permissionsBoundaryArn,
    },
    { parent },
  );
}

function createStartPolicy(
  parent: WorkloadIdentity,
  name: string,
  role: aws.iam.Role,
  { starter }: WorkloadIdentityArgs,
): aws.iam.RolePolicy {
  const statements = parent.logGroup.arn.apply((arn) => pulumi.output(starter?.statements(arn) ?? []));
  return new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: statements.apply((all) => policyDocument(all)) },
    { parent },
  );
}

function createGrants(
  parent: WorkloadIdentity,
  name: string,
  { grants }: WorkloadIdentityArgs,
): aws.iam.RolePolicy[] {
  return Object.entries(grants).map(
    ([grant, statements]) =>
      new aws.iam.RolePolicy(
        `${name}-${grant}`,
        {
          role: parent.taskRole.name,
          policy: pulumi.output(statements).apply((all) => policyDocument(all)),
        },
        { parent },
      ),
  );
}
