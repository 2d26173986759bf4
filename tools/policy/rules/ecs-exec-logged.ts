import { expectProperty, firstOf, is, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "What is typed into a container is kept, encrypted",
  controls: ["CKV_AWS_223", "CKV_AWS_224"],
  of: "production",
  types: ["aws:ecs/cluster:Cluster"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "configuration.executeCommandConfiguration.logging", is("OVERRIDE")),
      expectProperty(
        resource,
        "configuration.executeCommandConfiguration.logConfiguration.cloudWatchLogGroupName",
        isSet("a log group"),
      ),
      expectProperty(
        resource,
        "configuration.executeCommandConfiguration.kmsKeyId",
        isSet("a key of the account"),
      ),
    ),
  remedy: "give executeCommandConfiguration a log group and a key",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging",
});
