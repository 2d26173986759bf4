// Versions that can be created, newest first. Minor versions come and go; a real account is asked by
// `aws rds describe-db-engine-versions`.
// https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/AuroraPostgreSQL.Updates.html
const versions: Readonly<Record<string, readonly string[]>> = {
  postgres: [
    "18.1",
    "17.7",
    "17.6",
    "17.5",
    "17.4",
    "16.11",
    "16.10",
    "16.9",
    "16.8",
    "15.15",
    "15.14",
    "15.13",
    "15.12",
    "14.20",
    "14.19",
    "14.18",
    "14.17",
    "13.23",
    "13.22",
    "13.21",
    "13.20",
  ],
  "aurora-postgresql": [
    "17.6",
    "17.5",
    "17.4",
    "16.10",
    "16.9",
    "16.8",
    "16.6",
    "16.4",
    "15.14",
    "15.13",
    "15.12",
    "15.10",
    "14.19",
    "14.18",
    "14.17",
    "13.22",
    "13.21",
  ],
  mysql: ["8.4.7", "8.4.6", "8.0.44", "8.0.43"],
  mariadb: ["11.8.5", "11.4.9", "10.11.15", "10.6.24"],
};

/**
 * The newest version that is the one wanted, or a minor version of it; "" wants any. A minor version that is newer than
 * all that are known here has come out since.
 */
export function newestOf(engine: string, wanted: string): string | undefined {
  const known = versions[engine]?.find(
    (version) => wanted === "" || version === wanted || version.startsWith(`${wanted}.`),
  );
  return known ?? (isNewMinor(engine, wanted) ? wanted : undefined);
}

function isNewMinor(engine: string, wanted: string): boolean {
  const split = wanted.lastIndexOf(".");
  const newest = versions[engine]?.find((version) => version.startsWith(wanted.slice(0, split + 1)));
  return (
    split > 0 && newest !== undefined && Number(wanted.slice(split + 1)) > Number(newest.slice(split + 1))
  );
}

export function isKnownEngine(engine: string): boolean {
  return engine in versions;
}

const burstable = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];
/** The sizes of some families; of others, of which there are many and ever more, any size. */
const families: Readonly<Record<string, readonly string[]>> = {
  t3: burstable,
  t4g: burstable,
  m6g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"],
  m6i: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "32xlarge"],
  m7g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"],
  m7i: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
  m8g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
  r6g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"],
  r6i: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "32xlarge"],
  r7g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"],
  r7i: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
  r8g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
};

/** Whether an instance class can be ordered for an engine: Aurora has no micro and small classes, RDS no serverless. */
export function isObtainable(engine: string, instanceClass: string): boolean {
  const isAurora = engine.startsWith("aurora");
  if (instanceClass === "db.serverless") return isAurora;
  const [, family = "", size = ""] = instanceClass.split(".");
  if (isAurora && (size === "micro" || size === "small")) return false;
  return families[family]?.includes(size) ?? /^[a-z]\d[a-z]*\.\w+$/.test(`${family}.${size}`);
}
