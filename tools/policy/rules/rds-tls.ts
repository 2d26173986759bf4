import { listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "PostgreSQL refuses connections in the clear",
  controls: ["RDS.38"],
  types: ["aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"],
  check({ properties }) {
    // From PostgreSQL 15 on it is AWS's default.
    const set = listAt(properties, "parameters").find(({ name }) => name === "rds.force_ssl");
    return set === undefined || String(set["value"]) === "1"
      ? undefined
      : `rds.force_ssl is wrong, expected "1", got "${String(set["value"])}"`;
  },
  remedy: "leave it to AWS's default and let clients use sslmode=require or verify-full",
  source: securityHub("RDS.38"),
});
