import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "bucket-not-empty",
  tokens: ["aws:s3/bucket:Bucket"],
  operations: ["delete"],
  code: "BucketNotEmpty",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html",
  refuses({ account, store, id, olds }) {
    const objects = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"].flatMap(
      (token) => store.list(token, { account }),
    );
    return olds["forceDestroy"] !== true && objects.some((object) => object.properties["bucket"] === id)
      ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
      : undefined;
  },
};
