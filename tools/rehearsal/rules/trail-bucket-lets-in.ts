import { stringOf } from "../catalogue/entry.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "trail-bucket-lets-in",
  tokens: ["aws:cloudtrail/trail:Trail"],
  operations: ["create", "update"],
  code: "InsufficientS3BucketPolicyException",
  source:
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
  refuses({ account, store, inputs }) {
    const bucket = stringOf(inputs["s3BucketName"]);
    const policy = store
      .list("aws:s3/bucketPolicy:BucketPolicy", { account })
      .find(({ properties }) => properties["bucket"] === bucket);
    return stringOf(policy?.properties["policy"]).includes("cloudtrail.amazonaws.com")
      ? undefined
      : `Incorrect S3 bucket policy is detected for bucket: ${bucket}`;
  },
};
