import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../../shared/policy-document.ts";
import { githubSubjects, githubTrustPolicy } from "../../shared/github-subjects.ts";
import type { Pipeline } from "./config.ts";

export interface PipelineRoleArgs {
  description: string;
  pipeline: Pick<Pipeline, "github" | "maxSessionHours">;
  githubOidcProviderArn: pulumi.Input<string>;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
  statements: pulumi.Input<readonly Statement[]>;
  /** An AWS managed policy beside them, by its name. */
  managedPolicy?: string;
}

/** A role that GitHub Actions assumes for one purpose. */
export class PipelineRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PipelineRoleArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:99-cicd:PipelineRole", name, {}, options);

    const role = createRole(this, name, args);
    createPolicy(this, name, role, args);
    if (args.managedPolicy !== undefined) attachPolicy(this, name, role, args.managedPolicy);
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function createRole(parent: PipelineRole, name: string, args: PipelineRoleArgs): aws.iam.Role {
  const subjects = args.pipeline.github.flatMap(githubSubjects);
  return new aws.iam.Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: pulumi
        .output(args.githubOidcProviderArn)
        .apply((arn) => githubTrustPolicy(arn, subjects)),
      maxSessionDuration: args.pipeline.maxSessionHours * 3600,
      permissionsBoundary: args.permissionsBoundaryArn,
    },
    { parent },
  );
}

function createPolicy(parent: PipelineRole, name: string, role: aws.iam.Role, args: PipelineRoleArgs): void {
  new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.output(args.statements).apply((all) => policyDocument(all)) },
    { parent },
  );
}

function attachPolicy(parent: PipelineRole, name: string, role: aws.iam.Role, policy: string): void {
  new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
    { parent },
  );
}
