import { expectProperty, isNot } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A deleted database leaves a snapshot",
  controls: [],
  of: "production",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "skipFinalSnapshot", isNot(true)),
  remedy: "leave skipFinalSnapshot off and name a finalSnapshotIdentifier",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
});
