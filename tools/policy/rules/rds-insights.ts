import { expectProperty, firstOf, is, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A database keeps what it was busy with, encrypted",
  controls: ["CKV_AWS_353", "CKV_AWS_354"],
  of: "production",
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "performanceInsightsEnabled", is(true)),
      expectProperty(resource, "performanceInsightsKmsKeyId", isSet("a key of the account")),
    ),
  remedy: "set performanceInsightsEnabled and its key",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Enabling.html",
});
