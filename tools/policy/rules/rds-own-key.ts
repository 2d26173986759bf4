import { expectProperty, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Databases are encrypted with a key of the account",
  controls: ["CKV_AWS_327"],
  of: "production",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "kmsKeyId", isSet("a key of the account")),
  remedy: "set data.kms on the first day: the key of a database never changes",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
});
