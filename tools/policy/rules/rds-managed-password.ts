import { expectProperty, is } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "The administrator's password is made and kept by Secrets Manager, not by us",
  controls: ["SecretsManager.1"],
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "manageMasterUserPassword", is(true)),
  remedy: 'set data.db.credentials to "managed", so that no password is in any state',
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
});
