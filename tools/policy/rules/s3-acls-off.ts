import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Access to objects is decided by policies alone",
  controls: ["S3.12"],
  types: ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"],
  check: (resource) => expectProperty(resource, "rule.objectOwnership", is("BucketOwnerEnforced")),
  remedy: 'set objectOwnership to "BucketOwnerEnforced"',
  source: securityHub("S3.12"),
});
