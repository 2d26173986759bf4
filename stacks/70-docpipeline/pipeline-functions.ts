import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupName, type Scope } from "../../shared/naming.ts";
import { functionAccess, logAccess, type Surroundings } from "./access.ts";
import type { DocpipelineConfig } from "./config.ts";
import { bundlePipelineFunctions, renderingFunctions } from "./function-bundles.ts";
import { createRole } from "./pipeline-role.ts";
import { functionNames, type FunctionName } from "./state-machine.ts";

export interface PipelineFunctionsArgs {
  scope: Scope;
  config: DocpipelineConfig["docpipeline"];
  surroundings: pulumi.Output<Surroundings>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
  logKmsKeyArn: pulumi.Input<string | undefined>;
  logRetentionDays: number;
}

/** The pipeline's Lambda functions, each with a role and a log group of its own. */
export class PipelineFunctions extends pulumi.ComponentResource {
  readonly arns: pulumi.Output<Record<FunctionName, string>>;
  readonly names: pulumi.Output<Record<FunctionName, string>>;

  constructor(name: string, args: PipelineFunctionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:docpipeline:PipelineFunctions", name, {}, opts);
    const bundles = bundlePipelineFunctions();
    const functions = functionNames.map((each) => createFunction(each, bundles[each].folder, args, this));

    this.names = byStep(functions.map(({ name }) => name));
    this.arns = byStep(functions.map(({ arn }) => arn));
    this.registerOutputs({ arns: this.arns });
  }
}

/** What each function has, in the order of the names, under its name. */
function byStep(values: readonly pulumi.Output<string>[]): pulumi.Output<Record<FunctionName, string>> {
  return pulumi
    .all([...values])
    .apply(
      (all) =>
        Object.fromEntries(functionNames.map((each, index) => [each, all[index]])) as Record<
          FunctionName,
          string
        >,
    );
}

function createFunction(
  name: FunctionName,
  folder: string,
  args: PipelineFunctionsArgs,
  parent: pulumi.Resource,
) {
  const { scope, config, surroundings, permissionsBoundaryArn } = args;
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    {
      name: logGroupName(scope, "aws/lambda", `docpipeline-${name}`),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logKmsKeyArn,
    },
    { parent },
  );
  const { role, policy } = createRole(
    name,
    {
      service: "lambda.amazonaws.com",
      permissionsBoundaryArn,
      statements: pulumi
        .all([surroundings, logGroup.arn])
        .apply(([around, logGroupArn]) => [...functionAccess(name, around), ...logAccess(logGroupArn)]),
    },
    parent,
  );
  const { memoryMb, timeoutSeconds } = renderingFunctions.includes(name)
    ? config.renderLambda
    : config.lambda;
  return new aws.lambda.Function(
    name,
    {
      // Nothing in the bundle is native; Graviton costs a fifth less for the same time.
      architectures: ["arm64"],
      runtime: "nodejs24.x",
      handler: "index.handler",
      code: new pulumi.asset.FileArchive(folder),
      role: role.arn,
      memorySize: memoryMb,
      timeout: timeoutSeconds,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name, systemLogLevel: "WARN" },
    },
    { parent, dependsOn: [policy] },
  );
}
