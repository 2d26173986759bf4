type CacheEngine = "redis" | "valkey";

/**
 * Versions that a replication group can be made with, newest first. Redis OSS gets no more; Valkey does. From 6 on a
 * version has no patch level.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html
 */
const versions: Readonly<Record<CacheEngine, readonly string[]>> = {
  redis: ["7.1", "7.0", "6.x", "6.2", "6.0", "5.0.6", "5.0.5", "5.0.4", "5.0.3", "5.0.0", "4.0.10"],
  valkey: ["9.1", "9.0", "8.2", "8.1", "8.0", "7.2"],
};

function isCacheEngine(engine: string): engine is CacheEngine {
  return engine in versions;
}

/** Whether ElastiCache can make such a cache: a version that is known here, or one of Valkey that came out since. */
export function isCacheVersion(engine: string, version: string): boolean {
  if (!isCacheEngine(engine) || versions[engine].includes(version)) return true;
  return engine === "valkey" && /^\d+\.\d+$/.test(version) && isLater(version, versions.valkey[0]);
}

function isLater(version: string, than = ""): boolean {
  const [[major = 0, minor = 0], [thanMajor = 0, thanMinor = 0]] = [version, than].map((it) =>
    it.split(".").map(Number),
  ) as [number[], number[]];
  return major > thanMajor || (major === thanMajor && minor > thanMinor);
}

/** Family of the parameter groups that a version takes, such as "valkey8", "redis7", "redis6.x" or "redis5.0". */
export function cacheFamilyOf(engine: string, version: string): string {
  const [major = "", minor = ""] = version.split(".");
  if (engine === "valkey" || Number(major) >= 7) return `${engine}${major}`;
  return Number(major) === 6 ? `${engine}6.x` : `${engine}${major}.${minor}`;
}

/** Whether there is such a family; Valkey gets one with each major version. */
export function isCacheFamily(family: string): boolean {
  return (
    /^valkey([7-9]|\d\d)$/.test(family) ||
    /^redis(2\.6|2\.8|3\.2|4\.0|5\.0|6\.x|7)$/.test(family) ||
    /^memcached1\.[456]$/.test(family)
  );
}
