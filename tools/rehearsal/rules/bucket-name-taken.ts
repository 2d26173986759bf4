import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "bucket-name-taken",
  tokens: ["aws:s3/bucket:Bucket"],
  operations: ["create"],
  code: "BucketAlreadyExists",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html",
  refuses({ account, store, token, inputs }) {
    const owner = store.list(token).find((bucket) => bucket.id === inputs["bucket"])?.account;
    if (owner === undefined) return undefined;
    return owner === account
      ? "Your previous request to create the named bucket succeeded and you already own it."
      : "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";
  },
};
