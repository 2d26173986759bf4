import { securityHub, stackRule } from "../rule.ts";

export default stackRule({
  title: "An Aurora cluster survives the loss of a zone",
  controls: ["RDS.15"],
  of: "production",
  types: ["aws:rds/cluster:Cluster"],
  check(cluster, stack) {
    const { length } = stack.pointingAt(
      cluster,
      "aws:rds/clusterInstance:ClusterInstance",
      "clusterIdentifier",
    );
    return length >= 2 ? undefined : `the cluster has too few instances, expected 2 or more, got ${length}`;
  },
  remedy: "set data.db.readers to 1 or more",
  source: securityHub("RDS.15"),
});
