import { expectProperty, is } from "../properties.ts";
import { securityHub, stackRule } from "../rule.ts";

export default stackRule({
  title: "What is overwritten or deleted in a bucket can be had back",
  controls: ["S3.14"],
  types: ["aws:s3/bucket:Bucket"],
  check(bucket, stack) {
    const [versioning] = stack.pointingAt(bucket, "aws:s3/bucketVersioning:BucketVersioning", "bucket");
    return expectProperty(versioning ?? { properties: {} }, "versioningConfiguration.status", is("Enabled"));
  },
  remedy: "add a BucketVersioning with the status Enabled",
  source: securityHub("S3.14"),
});
