import { allowsOf, isForAnybody } from "../policy-document.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "No repository's policy lets everybody in",
  controls: ["CKV_AWS_32"],
  types: ["aws:ecr/repositoryPolicy:RepositoryPolicy"],
  check: ({ properties }) =>
    allowsOf(properties["policy"]).some(isForAnybody)
      ? 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"'
      : undefined,
  remedy: "name the principal",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
});
