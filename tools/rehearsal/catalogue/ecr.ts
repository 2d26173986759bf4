import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:ecr/repository:Repository",
    noun: "ECR Repository",
    operations: { update: "PutImageTagMutability" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("ecr", `repository/${make.id}`),
      registryId: make.account,
      repositoryUrl: `${make.account}.dkr.ecr.${make.region}.amazonaws.com/${make.id}`,
    }),
    defaults: { imageTagMutability: "MUTABLE", forceDelete: false },
    createOnly: ["name", "encryptionConfigurations"],
    autoName: { property: "name", maxLength: 256, lowercase: true },
  },
  {
    token: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    noun: "ECR Lifecycle Policy",
    overwrites: true,
    operations: { create: "PutLifecyclePolicy", update: "PutLifecyclePolicy" },
    id: (make) => stringOf(make.inputs["repository"]),
    outputs: (make) => ({ registryId: make.account }),
    createOnly: ["repository"],
    autoName: false,
  },
  {
    token: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    noun: "ECR Repository Policy",
    overwrites: true,
    operations: { create: "SetRepositoryPolicy", update: "SetRepositoryPolicy" },
    id: (make) => stringOf(make.inputs["repository"]),
    outputs: (make) => ({ registryId: make.account }),
    createOnly: ["repository"],
    autoName: false,
  },
];
