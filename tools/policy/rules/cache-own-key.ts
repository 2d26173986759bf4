import { expectProperty, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Caches are encrypted with a key of the account",
  controls: ["CKV_AWS_191"],
  of: "production",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => expectProperty(resource, "kmsKeyId", isSet("a key of the account")),
  remedy: "set data.kms",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
});
