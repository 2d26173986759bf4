import { expectProperty, firstOf, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Buckets refuse public ACLs and policies",
  controls: ["S3.2", "S3.3", "S3.8", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
  types: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "blockPublicAcls", is(true)),
      expectProperty(resource, "blockPublicPolicy", is(true)),
      expectProperty(resource, "ignorePublicAcls", is(true)),
      expectProperty(resource, "restrictPublicBuckets", is(true)),
    ),
  remedy: "set all four to true",
  source: securityHub("S3.8"),
});
