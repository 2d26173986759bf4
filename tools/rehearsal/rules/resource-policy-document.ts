import { policyFault } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "resource-policy-document",
  tokens: [
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
  ],
  operations: ["create", "update"],
  code: "MalformedPolicy",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  refuses: ({ inputs }) =>
    inputs["policy"] === undefined ? undefined : policyFault(inputs["policy"], "resource"),
};
