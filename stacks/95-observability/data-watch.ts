import type { OutputValues } from "../../shared/contract.ts";
import type { data } from "../../shared/contracts/data.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import { signalOf, type AlarmWish, type Text, type Watch } from "./signal.ts";
import { mapText } from "./text.ts";

type Outputs = OutputValues<typeof data>;

export interface DataSeen {
  db: Known<Outputs["db"]> | undefined;
  cache: Known<NonNullable<Outputs["cache"]>> | undefined;
}

const layer = "20-data";
const wish = (alarm: Omit<AlarmWish, "layer" | "place">): AlarmWish => ({ layer, place: "home", ...alarm });

/** What to watch of the database and the cache. */
export function watchData(seen: DataSeen): Watch {
  return { alarms: [...watchDatabase(seen), ...watchCache(seen)], charts: [] };
}

function watchDatabase({ db }: DataSeen): AlarmWish[] {
  const parts = partsOf(db);
  if (parts === undefined) return [];
  const isAurora = parts.engine === "aurora-postgresql";
  const dimensions = isAurora
    ? { DBClusterIdentifier: parts.identifier }
    : { DBInstanceIdentifier: parts.identifier };
  const subject = "database";
  const ofDatabase = (name: string, stat: string) => signalOf<Text>("AWS/RDS", name, dimensions, stat);
  return [
    wish({ kind: "databaseCpuPercent", subject, signal: ofDatabase("CPUUtilization", "Average") }),
    wish({ kind: "databaseConnections", subject, signal: ofDatabase("DatabaseConnections", "Maximum") }),
    wish({
      kind: "databaseFreeMemoryMb",
      subject,
      signal: ofDatabase("FreeableMemory", "Minimum"),
      unitsPerMetric: 1 / 1024 ** 2,
    }),
    isAurora
      ? wish({ kind: "databaseCapacityPercent", subject, signal: ofDatabase("ACUUtilization", "Maximum") })
      : wish({
          kind: "databaseFreeStorageGb",
          subject,
          signal: ofDatabase("FreeStorageSpace", "Minimum"),
          unitsPerMetric: 1 / 1024 ** 3,
        }),
  ];
}

function watchCache({ cache }: DataSeen): AlarmWish[] {
  const parts = partsOf(cache);
  if (parts === undefined) return [];
  const nodes = typeof parts.nodes === "number" ? parts.nodes : 1;
  return Array.from({ length: nodes }, (_, index) => `00${index + 1}`.slice(-3)).flatMap((node) => {
    const CacheClusterId = mapText(parts.replicationGroupId, (id) => `${id}-${node}`);
    const subject = nodes === 1 ? "cache" : `cache-${node}`;
    const ofNode = (name: string, stat: string) =>
      signalOf<Text>("AWS/ElastiCache", name, { CacheClusterId }, stat);
    return [
      wish({ kind: "cacheCpuPercent", subject, signal: ofNode("EngineCPUUtilization", "Average") }),
      wish({
        kind: "cacheMemoryPercent",
        subject,
        signal: ofNode("DatabaseMemoryUsagePercentage", "Maximum"),
      }),
      wish({ kind: "cacheEvictions", subject, signal: ofNode("Evictions", "Sum") }),
    ];
  });
}
