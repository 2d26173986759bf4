import { textOf } from "../account-contents.ts";
import { allowsService } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "key-open-to-cloudtrail",
  tokens: ["aws:cloudtrail/trail:Trail"],
  operations: ["create", "update"],
  code: "InsufficientEncryptionPolicyException",
  source:
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "kmsKeyId");
    const key = store.get("aws:kms/key:Key", { account, region }, arn.slice(arn.lastIndexOf("/") + 1));
    return key === undefined || allowsService(textOf(key.properties, "policy"), "cloudtrail")
      ? undefined
      : `Insufficient permissions to access S3 bucket ${textOf(inputs, "s3BucketName")} or KMS key ${arn}.`;
  },
};
