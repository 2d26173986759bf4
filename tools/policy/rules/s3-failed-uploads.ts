import { listAt, valueAt } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Parts of uploads that failed are removed",
  controls: ["CKV_AWS_300"],
  types: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
  check({ properties }) {
    const rules = listAt(properties, "rules");
    const aborts = rules.some(
      (rule) =>
        rule["status"] === "Enabled" &&
        valueAt(rule, "abortIncompleteMultipartUpload.daysAfterInitiation") !== undefined,
    );
    return rules.length === 0 || aborts
      ? undefined
      : "no lifecycle rule removes parts of failed uploads, expected abortIncompleteMultipartUpload, got nothing";
  },
  remedy: "add abortIncompleteMultipartUpload to a rule that covers all objects",
  source:
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
});
