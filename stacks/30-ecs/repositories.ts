import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../../shared/naming.ts";
import { renderLifecyclePolicy } from "./lifecycle-policy.ts";
import { policyDocument, type Statement } from "../../shared/policy-document.ts";
import type { ComputeConfig } from "./config.ts";

export interface ImageRepositoriesArgs {
  scope: Scope;
  ecr: ComputeConfig["ecr"];
  /** Functions pull their images with Lambda's own identity. */
  pulledByLambda: boolean;
}

/** The environment's image repositories. Their names are fixed, so that CI can push before it reads anything. */
export class ImageRepositories extends pulumi.ComponentResource {
  readonly byName: Record<string, { url: pulumi.Output<string>; arn: pulumi.Output<string> }> = {};
  /** Lambda checks these when a function is made. */
  readonly functionAccess: aws.ecr.RepositoryPolicy[] = [];

  constructor(name: string, args: ImageRepositoriesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:ImageRepositories", name, {}, options);

    for (const repo of args.ecr.repos) {
      const repository = createRepository(this, repo, args);
      createLifecyclePolicy(this, repo, repository, args);
      if (args.pulledByLambda) {
        this.functionAccess.push(createFunctionAccess(this, repo, repository, args));
      }
      this.byName[repo] = { url: repository.repositoryUrl, arn: repository.arn };
    }
    this.registerOutputs();
  }
}

function createRepository(
  parent: ImageRepositories,
  name: string,
  { scope, ecr }: ImageRepositoriesArgs,
): aws.ecr.Repository {
  return new aws.ecr.Repository(
    name,
    {
      name: resourceName(scope, name),
      imageScanningConfiguration: { scanOnPush: ecr.scan },
      ...(ecr.mutableTags.length === 0
        ? { imageTagMutability: "IMMUTABLE" }
        : {
            imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
            imageTagMutabilityExclusionFilters: ecr.mutableTags.map((filter) => ({
              filter,
              filterType: "WILDCARD",
            })),
          }),
      encryptionConfigurations: [{ encryptionType: ecr.encryption === "kms" ? "KMS" : "AES256" }],
      forceDelete: ecr.forceDelete,
    },
    { parent },
  );
}

function createLifecyclePolicy(
  parent: ImageRepositories,
  name: string,
  repository: aws.ecr.Repository,
  { ecr }: ImageRepositoriesArgs,
): void {
  new aws.ecr.LifecyclePolicy(
    name,
    { repository: repository.name, policy: renderLifecyclePolicy(ecr) },
    { parent },
  );
}

function createFunctionAccess(
  parent: ImageRepositories,
  name: string,
  repository: aws.ecr.Repository,
  { scope }: ImageRepositoriesArgs,
): aws.ecr.RepositoryPolicy {
  const statement: Statement = {
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Condition: {
      StringLike: { "aws:sourceArn": `arn:aws:lambda:${scope.region}:${scope.accountId}:function:*` },
    },
  };
  return new aws.ecr.RepositoryPolicy(
    name,
    {
      repository: repository.name,
      policy: policyDocument([statement]),
    },
    { parent },
  );
}
