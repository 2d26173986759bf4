import { stringOf, uuidOf } from "./catalogue/entry.ts";
import type { Fabrication } from "./catalogue/entry.ts";
import { hashOf } from "./property-values.ts";

const ports: Readonly<Record<string, number>> = {
  postgres: 5432,
  "aurora-postgresql": 5432,
  mysql: 3306,
  "aurora-mysql": 3306,
  mariadb: 3306,
};

/** The twelve characters that stand in all host names of one account and region. */
function zoneOf(make: Fabrication): string {
  return `c${hashOf("rds", make.account, make.region).slice(0, 11)}`;
}

/** The host name of an instance, cluster or proxy; `kind` is what stands before the account's own part. */
export function hostOf(make: Fabrication, identifier: string, kind = ""): string {
  return `${identifier}.${kind}${zoneOf(make)}.${make.region}.rds.amazonaws.com`;
}

/** The port asked for, or the engine's own. */
export function portOf(make: Fabrication): number {
  return Number(make.inputs["port"] ?? ports[stringOf(make.inputs["engine"])] ?? 5432);
}

/** The managed master secret has user name and password only. */
export function masterSecrets(
  make: Fabrication,
  kind: "db" | "cluster",
): { kmsKeyId: string; secretArn: string; secretStatus: string }[] {
  if (make.inputs["manageMasterUserPassword"] !== true) return [];
  const key =
    stringOf(make.inputs["masterUserSecretKmsKeyId"]) ||
    make.arn("kms", `key/${uuidOf(make, "aws/secretsmanager")}`);
  return [
    {
      kmsKeyId: key,
      secretArn: make.arn(
        "secretsmanager",
        `secret:rds!${kind}-${uuidOf(make, "master")}-${make.letters(6, "master")}`,
      ),
      secretStatus: "active",
    },
  ];
}

/** ARN of the key that AWS takes when none is named. */
export function keyOf(make: Fabrication): string {
  return make.inputs["storageEncrypted"] === true ? make.arn("kms", `key/${uuidOf(make, "aws/rds")}`) : "";
}

/** "16" becomes the newest minor version that AWS would choose. */
export function fullVersion(make: Fabrication): string {
  const version = stringOf(make.inputs["engineVersion"]);
  return /^\d+$/.test(version)
    ? `${version}.${stringOf(make.inputs["engine"]).startsWith("aurora") ? 8 : 10}`
    : version;
}

/** What AWS fills in for instances and clusters alike. */
export const databaseDefaults = {
  backupRetentionPeriod: 0,
  caCertIdentifier: "rds-ca-rsa2048-g1",
  databaseInsightsMode: "standard",
  engineLifecycleSupport: "open-source-rds-extended-support",
  networkType: "IPV4",
};

/** A snapshot outlives the database that asked for one. */
export function keepFinalSnapshot(make: Fabrication & { properties: Fabrication["inputs"] }): void {
  const name = stringOf(make.properties["finalSnapshotIdentifier"]);
  if (name !== "" && make.properties["skipFinalSnapshot"] !== true)
    make.store.keepRemains("db-snapshot", make, name, make.properties);
}

/** The Route 53 zone of a region's database hosts. */
export function hostedZoneOf({ region }: Fabrication): string {
  return `Z${hashOf("rds zone", region).slice(0, 13).toUpperCase()}`;
}
