import type { Profile } from "../../shared/config-schema.ts";

/** From where on an alarm is raised. */
export interface Limit {
  threshold: number;
  minutes: number;
}

/** What an alarm of one kind means. */
export interface AlarmKind {
  /** The end of its alarms' names. */
  word: string;
  /** Title of its chart, with the unit. */
  title: string;
  /** What the threshold counts, for the configuration's description. */
  counts: string;
  raised: "above" | "below";
  /** Whether every minute has to be beyond the threshold, or the minutes together as one value. */
  over: "eachMinute" | "allMinutes";
  /** Who suffers: users, data, or nobody yet. */
  impact: "users" | "data" | "capacity";
  /** What silence means; only of what reports each minute it means that it is gone. */
  silence: "fine" | "alarming";
  /** Limits of dev and poc, and of stage and prod. */
  relaxed: Limit;
  strict: Limit;
}

const limit = (threshold: number, minutes: number): Limit => ({ threshold, minutes });

const usual = { raised: "above", over: "eachMinute", impact: "capacity", silence: "fine" } as const;
const summed = { ...usual, over: "allMinutes" } as const;

/** Every kind of alarm, by its name under obs.alarms. */
export const alarmKinds = {
  apiServerErrorPercent: {
    ...summed,
    word: "5xx",
    title: "API: 5xx (%)",
    counts: "Percent of the API's answers that are 5xx",
    impact: "users",
    relaxed: limit(5, 10),
    strict: limit(1, 5),
  },
  apiClientErrorPercent: {
    ...summed,
    word: "4xx",
    title: "API: 4xx (%)",
    counts: "Percent of the API's answers that are 4xx",
    relaxed: limit(50, 15),
    strict: limit(25, 15),
  },
  apiLatencyP95Ms: {
    ...usual,
    word: "latency",
    title: "API: p95 (ms)",
    counts: "Milliseconds in which 95 % of the API's requests are answered",
    impact: "users",
    relaxed: limit(3000, 10),
    strict: limit(1500, 5),
  },
  webSocketErrors: {
    ...summed,
    word: "errors",
    title: "WebSocket errors",
    counts: "Messages on WebSocket connections that failed",
    impact: "users",
    relaxed: limit(50, 10),
    strict: limit(10, 5),
  },
  responseSeconds: {
    ...usual,
    word: "response",
    title: "Response, p95 (s)",
    counts: "Seconds in which 95 % of the load balancer's requests are answered by a service",
    impact: "users",
    relaxed: limit(5, 5),
    strict: limit(2, 5),
  },
  unhealthyHosts: {
    ...usual,
    word: "unhealthy-hosts",
    title: "Unhealthy hosts",
    counts: "Targets of a service that fail their health check",
    impact: "users",
    relaxed: limit(0, 5),
    strict: limit(0, 5),
  },
  loadBalancerErrorPercent: {
    ...summed,
    word: "5xx",
    title: "Load balancer: 5xx (%)",
    counts: "Percent of the load balancer's answers that are 5xx, its own and the services'",
    impact: "users",
    relaxed: limit(5, 10),
    strict: limit(1, 5),
  },
  serviceCpuPercent: {
    ...usual,
    word: "cpu",
    title: "CPU (%)",
    counts: "Percent of a service's CPU in use",
    relaxed: limit(90, 15),
    strict: limit(80, 10),
  },
  serviceMemoryPercent: {
    ...usual,
    word: "memory",
    title: "Memory (%)",
    counts: "Percent of a service's memory in use",
    relaxed: limit(90, 15),
    strict: limit(85, 10),
  },
  missingTasks: {
    ...usual,
    word: "missing-tasks",
    title: "Running tasks",
    counts: "Tasks of a service that may be missing",
    raised: "below",
    impact: "users",
    silence: "alarming",
    relaxed: limit(0, 15),
    strict: limit(0, 5),
  },
  functionErrorPercent: {
    ...summed,
    word: "errors",
    title: "Functions: errors (%)",
    counts: "Percent of a function's calls that fail",
    relaxed: limit(5, 10),
    strict: limit(1, 5),
  },
  functionThrottles: {
    ...summed,
    word: "throttled",
    title: "Functions: throttled calls",
    counts: "Calls of a function that Lambda turned away",
    relaxed: limit(10, 10),
    strict: limit(0, 5),
  },
  logErrors: {
    ...summed,
    word: "log-errors",
    title: "Errors in logs",
    counts: "Lines in a service's log that report an error",
    relaxed: limit(50, 15),
    strict: limit(10, 5),
  },
  databaseCpuPercent: {
    ...usual,
    word: "cpu",
    title: "Database: CPU (%)",
    counts: "Percent of the database's CPU in use",
    relaxed: limit(90, 15),
    strict: limit(80, 10),
  },
  databaseConnections: {
    ...usual,
    word: "connections",
    title: "Database: connections",
    counts: "Open connections; about four fifths of what the instance's memory allows",
    relaxed: limit(80, 10),
    strict: limit(200, 10),
  },
  databaseFreeStorageGb: {
    ...usual,
    word: "free-storage",
    title: "Database: free storage (GB)",
    counts: "Gigabytes of storage that are left (postgres)",
    raised: "below",
    impact: "data",
    relaxed: limit(2, 15),
    strict: limit(5, 15),
  },
  databaseFreeMemoryMb: {
    ...usual,
    word: "free-memory",
    title: "Database: free memory (MB)",
    counts: "Megabytes of memory that are left",
    raised: "below",
    relaxed: limit(64, 15),
    strict: limit(256, 15),
  },
  databaseCapacityPercent: {
    ...usual,
    word: "capacity",
    title: "Database: capacity in use (% of most ACU)",
    counts: "Percent of the most capacity units in use (aurora-postgresql)",
    relaxed: limit(95, 15),
    strict: limit(90, 15),
  },
  cacheCpuPercent: {
    ...usual,
    word: "cpu",
    title: "Cache: CPU (%)",
    counts: "Percent of the cache engine's one core in use",
    relaxed: limit(90, 10),
    strict: limit(80, 10),
  },
  cacheMemoryPercent: {
    ...usual,
    word: "memory",
    title: "Cache: memory (%)",
    counts: "Percent of the cache's memory in use; a job queue refuses jobs at 100",
    impact: "data",
    relaxed: limit(90, 10),
    strict: limit(80, 10),
  },
  cacheEvictions: {
    ...summed,
    word: "evictions",
    title: "Cache: evictions",
    counts: "Entries that the cache dropped to make room",
    relaxed: limit(10_000, 15),
    strict: limit(1000, 15),
  },
  queueDepth: {
    ...usual,
    word: "depth",
    title: "Queues: waiting messages",
    counts: "Messages that wait in a queue",
    relaxed: limit(1000, 15),
    strict: limit(500, 15),
  },
  queueAgeSeconds: {
    ...usual,
    word: "age",
    title: "Queues: oldest message (s)",
    counts: "Age in seconds of the oldest message in a queue",
    impact: "users",
    relaxed: limit(3600, 15),
    strict: limit(900, 10),
  },
  deadLetters: {
    ...usual,
    word: "dead-letters",
    title: "Dead letters and failed documents",
    counts: "Messages in a dead-letter queue or in the pipeline's queue of failures",
    impact: "data",
    relaxed: limit(0, 1),
    strict: limit(0, 1),
  },
  pipelineFailures: {
    ...summed,
    word: "failures",
    title: "Pipeline: failed runs",
    counts: "Runs of a state machine that failed, timed out or were aborted",
    impact: "users",
    relaxed: limit(0, 5),
    strict: limit(0, 5),
  },
  undeliveredEvents: {
    ...summed,
    word: "undelivered",
    title: "Uploads that started nothing",
    counts: "Events that did not reach their target",
    impact: "data",
    relaxed: limit(0, 5),
    strict: limit(0, 5),
  },
  cdnServerErrorPercent: {
    ...summed,
    word: "5xx",
    title: "Edge: 5xx (%)",
    counts: "Percent of the web app's answers that are 5xx",
    impact: "users",
    relaxed: limit(5, 10),
    strict: limit(1, 5),
  },
  cdnClientErrorPercent: {
    ...summed,
    word: "4xx",
    title: "Edge: 4xx (%)",
    counts: "Percent of the web app's answers that are 4xx",
    relaxed: limit(50, 15),
    strict: limit(25, 15),
  },
  blockedRequests: {
    ...summed,
    word: "blocked",
    title: "WAF: blocked requests",
    counts: "Requests that a web ACL blocked",
    relaxed: limit(1000, 5),
    strict: limit(500, 5),
  },
  certificateDaysLeft: {
    ...summed,
    word: "days-left",
    title: "Certificates: days left",
    counts: "Days until a certificate expires; ACM renews 60 days before, where validation works",
    raised: "below",
    impact: "users",
    relaxed: limit(14, 1440),
    strict: limit(30, 1440),
  },
  failedBackups: {
    ...summed,
    word: "failed",
    title: "Failed backups",
    counts: "Backup jobs that failed or expired",
    impact: "data",
    relaxed: limit(0, 1440),
    strict: limit(0, 1440),
  },
} as const satisfies Record<string, AlarmKind>;

export type AlarmKindName = keyof typeof alarmKinds;
export const alarmKindNames = Object.keys(alarmKinds) as AlarmKindName[];

/** What the configuration says of one kind: nothing, a part, or that nobody wants it. */
export type LimitOverride = { threshold?: number | undefined; minutes?: number | undefined } | "off";
export type LimitOverrides = { readonly [K in AlarmKindName]?: LimitOverride | undefined };

/** The limit of one kind of alarm: the profile's, with what the configuration says over it; undefined where it is off. */
export function settleLimit(
  kind: AlarmKindName,
  profile: Profile,
  overrides: LimitOverrides,
): Limit | undefined {
  const override = overrides[kind] ?? {};
  if (override === "off") return undefined;
  const preset = alarmKinds[kind][profile === "stage" || profile === "prod" ? "strict" : "relaxed"];
  return {
    threshold: override.threshold ?? preset.threshold,
    minutes: override.minutes ?? preset.minutes,
  };
}
