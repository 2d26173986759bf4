import { expectProperty, isOneOf } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Snapshots of volumes cannot be shared with everybody",
  controls: ["EC2.182"],
  types: ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"],
  check: (resource) => expectProperty(resource, "state", isOneOf("block-all-sharing", "block-new-sharing")),
  remedy: 'set state to "block-all-sharing"',
  source: securityHub("EC2.182"),
});
