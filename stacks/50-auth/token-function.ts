import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "../../shared/policy-document.ts";
import { tracingStatements } from "../../shared/components/policy-statements.ts";
import { WorkloadIdentity } from "../../shared/components/workload-identity.ts";
import { bundleFunction } from "../../shared/functions-bundle.ts";
import { logGroupName, type Scope } from "../../shared/naming.ts";

/** What every part of this layer is made with. */
export interface Setting {
  scope: Scope;
  logRetentionDays: number;
  logKmsKeyArn: pulumi.Output<string | undefined>;
  permissionsBoundaryArn: pulumi.Output<string | undefined>;
}

export interface TokenFunctionArgs {
  setting: Setting;
  /** The file in functions/ that exports the handler. */
  entry: URL;
  description: string;
  variables: Record<string, pulumi.Input<string>>;
}

/**
 * A small function about tokens. It stays out of the VPC, where it would need network interfaces and a way out: Cognito
 * waits five seconds for it, and a request as long as it takes.
 */
export class TokenFunction extends pulumi.ComponentResource {
  readonly fn: aws.lambda.Function;

  constructor(name: string, args: TokenFunctionArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:TokenFunction", name, {}, options);
    const { setting } = args;
    const { scope } = setting;
    const logGroup = logGroupName(scope, "aws/lambda", name);
    const logGroupArn = `arn:aws:logs:${scope.region}:${scope.accountId}:log-group:${logGroup}`;

    const identity = new WorkloadIdentity(
      name,
      {
        runner: "lambda.amazonaws.com",
        grants: {
          log: [allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], `${logGroupArn}:*`)],
          trace: tracingStatements(),
        },
        permissionsBoundaryArn: setting.permissionsBoundaryArn,
        logGroupName: logGroup,
        logRetentionDays: setting.logRetentionDays,
        logKmsKeyArn: setting.logKmsKeyArn,
      },
      { parent: this },
    );
    this.fn = new aws.lambda.Function(
      name,
      {
        description: args.description,
        role: identity.taskRole.arn,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: new pulumi.asset.FileArchive(bundleFunction(args.entry).folder),
        memorySize: 256,
        timeout: 5,
        tracingConfig: { mode: "Active" },
        environment: { variables: args.variables },
        loggingConfig: { logFormat: "JSON", logGroup: identity.logGroup.name },
      },
      { parent: this, dependsOn: [...identity.policies] },
    );
    this.registerOutputs();
  }

  /** Lets one caller invoke the function, and nobody else. */
  allowInvoke(caller: string, principal: string, sourceArn: pulumi.Input<string>): aws.lambda.Permission {
    return new aws.lambda.Permission(
      caller,
      { action: "lambda:InvokeFunction", function: this.fn.name, principal, sourceArn },
      { parent: this },
    );
  }
}
