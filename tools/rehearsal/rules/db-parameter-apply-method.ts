import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const staticParameters: ReadonlySet<string> = new Set([
  "shared_preload_libraries",
  "max_connections",
  "shared_buffers",
  "wal_buffers",
  "huge_pages",
  "max_worker_processes",
  "rds.logical_replication",
  "max_wal_senders",
  "max_replication_slots",
  "autovacuum_max_workers",
  "track_activity_query_size",
]);

export const rule: Rule = {
  id: "db-parameter-apply-method",
  tokens: ["aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html",
  refuses({ inputs }) {
    const parameters = Array.isArray(inputs["parameters"]) ? inputs["parameters"].filter(isObject) : [];
    const wrong = parameters.find(
      (it) => staticParameters.has(textOf(it, "name")) && it["applyMethod"] !== "pending-reboot",
    );
    return wrong === undefined ? undefined : "cannot use immediate apply method for static parameter";
  },
};
