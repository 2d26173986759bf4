import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../shared/policy-document.ts";
import { logGroupName, type Scope } from "../../shared/naming.ts";
import { pipelineAccess, starterAccess, type Surroundings } from "./access.ts";
import type { DocpipelineConfig } from "./config.ts";
import { createRole } from "./pipeline-role.ts";
import { starterDefinition } from "./starter.ts";
import { pipelineDefinition, type FunctionName } from "./state-machine.ts";

export interface DocumentPipelineArgs {
  scope: Scope;
  config: DocpipelineConfig["docpipeline"];
  surroundings: pulumi.Output<Surroundings>;
  functionArns: pulumi.Output<Record<FunctionName, string>>;
  workBucketName: pulumi.Input<string>;
  processedBucketName: pulumi.Input<string>;
  notifyQueueUrl: pulumi.Input<string>;
  failureQueueUrl: pulumi.Input<string>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
  logKmsKeyArn: pulumi.Input<string | undefined>;
  logRetentionDays: number;
}

/** The state machine that masks a document, and the one that starts it once for each version. */
export class DocumentPipeline extends pulumi.ComponentResource {
  readonly pipelineArn: pulumi.Output<string>;
  readonly starterArn: pulumi.Output<string>;

  constructor(name: string, args: DocumentPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:docpipeline:DocumentPipeline", name, {}, opts);
    const pipeline = createPipeline(args, this);
    const starter = createStarter(args, pipeline.arn, this);

    this.pipelineArn = pipeline.arn;
    this.starterArn = starter.arn;
    this.registerOutputs({ pipelineArn: this.pipelineArn, starterArn: this.starterArn });
  }
}

function createPipeline(args: DocumentPipelineArgs, parent: pulumi.Resource): aws.sfn.StateMachine {
  const { config, surroundings, functionArns } = args;
  const definition = pulumi
    .all([
      surroundings,
      functionArns,
      args.workBucketName,
      args.processedBucketName,
      args.notifyQueueUrl,
      args.failureQueueUrl,
    ])
    .apply(([around, arns, workBucket, processedBucket, notifyQueueUrl, failureQueueUrl]) =>
      pipelineDefinition({
        ...config,
        functionArns: arns,
        workBucket,
        processedBucket,
        kmsKeyArn: around.kmsKeyArn,
        comprehendRegion: around.comprehendRegion,
        notifyQueueUrl,
        failureQueueUrl,
      }),
    );
  const statements = pulumi
    .all([surroundings, functionArns])
    .apply(([around, arns]) => pipelineAccess(around, Object.values(arns)));
  return createMachine("pipeline", definition, statements, args, parent);
}

function createStarter(
  args: DocumentPipelineArgs,
  pipelineArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): aws.sfn.StateMachine {
  const known = pulumi.all([pipelineArn, args.failureQueueUrl, args.surroundings]);
  const definition = known.apply(([arn, failureQueueUrl]) =>
    starterDefinition({ pipelineArn: arn, failureQueueUrl }),
  );
  const statements = known.apply(([arn, , { failureQueueArn }]) => starterAccess(arn, failureQueueArn));
  return createMachine("starter", definition, statements, args, parent);
}

function createMachine(
  name: string,
  definition: pulumi.Output<object>,
  statements: pulumi.Output<Statement[]>,
  { scope, permissionsBoundaryArn, logKmsKeyArn, logRetentionDays }: DocumentPipelineArgs,
  parent: pulumi.Resource,
): aws.sfn.StateMachine {
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    {
      name: logGroupName(scope, "aws/vendedlogs/states", `docpipeline-${name}`),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKmsKeyArn,
    },
    { parent },
  );
  const { role, policy } = createRole(
    name,
    { service: "states.amazonaws.com", accountId: scope.accountId, permissionsBoundaryArn, statements },
    parent,
  );
  return new aws.sfn.StateMachine(
    name,
    {
      type: "STANDARD",
      definition: definition.apply((value) => JSON.stringify(value)),
      roleArn: role.arn,
      loggingConfiguration: {
        level: "ERROR",
        // Never: what passes between the states names documents and their owners.
        includeExecutionData: false,
        logDestination: pulumi.interpolate`${logGroup.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
    },
    { parent, dependsOn: [policy] },
  );
}
