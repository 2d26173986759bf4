import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-repository",
  tokens: ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "aws:ecr/repositoryPolicy:RepositoryPolicy"],
  operations: ["create", "update"],
  code: "RepositoryNotFoundException",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "repository");
    return store.get("aws:ecr/repository:Repository", { account, region }, name) === undefined
      ? `The repository with name '${name}' does not exist in the registry with id '${account}'`
      : undefined;
  },
};
