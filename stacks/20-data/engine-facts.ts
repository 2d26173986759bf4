/** What AWS offers for which version or class. Pure, so that configuration is refused before AWS is asked. */

const firstPausingMinor: Readonly<Record<number, number>> = { 13: 15, 14: 12, 15: 7, 16: 3 };

/** Whether an Aurora PostgreSQL version can scale to 0 ACU; a bare major version means its newest minor one. */
export function supportsAutoPause(version: string): boolean {
  const [major, minor] = version.split(".").map(Number) as [number, number | undefined];
  return minor === undefined || minor >= (firstPausingMinor[major] ?? 0);
}

/** Performance Insights needs more memory than the smallest burstable classes have. */
export function supportsPerformanceInsights(instanceClass: string): boolean {
  return !/^db\.t\d[a-z]*\.micro$/.test(instanceClass) && !instanceClass.startsWith("db.t2.");
}

/** Name of the parameter group family, such as "postgres16" or "aurora-postgresql16". */
export function parameterFamily(engine: "postgres" | "aurora-serverless", version: string): string {
  const [major] = version.split(".");
  return `${engine === "postgres" ? "postgres" : "aurora-postgresql"}${major}`;
}

/** Parameters that PostgreSQL reads only when it starts; AWS refuses to apply them at once. */
const staticParameters: ReadonlySet<string> = new Set([
  "autovacuum_freeze_max_age",
  "autovacuum_max_workers",
  "autovacuum_multixact_freeze_max_age",
  "huge_pages",
  "logging_collector",
  "max_connections",
  "max_files_per_process",
  "max_locks_per_transaction",
  "max_logical_replication_workers",
  "max_pred_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "superuser_reserved_connections",
  "track_activity_query_size",
  "track_commit_timestamp",
  "wal_buffers",
]);

/** A parameter group's entries, each with the apply method that its parameter allows. */
export function parameterEntries(
  parameters: Readonly<Record<string, string>>,
): { name: string; value: string; applyMethod: "immediate" | "pending-reboot" }[] {
  return Object.entries(parameters).map(([name, value]) => ({
    name,
    value,
    applyMethod: staticParameters.has(name) ? "pending-reboot" : "immediate",
  }));
}

/** Parameter group family of a cache engine, such as "valkey8" or "redis7". */
export function cacheFamily(kind: "valkey" | "redis", version: string): string {
  return `${kind}${version.split(".")[0]}`;
}
