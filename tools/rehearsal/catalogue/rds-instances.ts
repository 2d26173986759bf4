import {
  databaseDefaults,
  fullVersion,
  hostOf,
  hostedZoneOf,
  keepFinalSnapshot,
  keyOf,
  masterSecrets,
  portOf,
} from "../database-outputs.ts";
import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/instance:Instance",
    noun: "RDS DB Instance",
    operations: { create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
    id: (make) => `db-${make.letters(26)}`,
    outputs(make) {
      const identifier = stringOf(make.inputs["identifier"]);
      const address = hostOf(make, identifier);
      return {
        ...databaseDefaults,
        address,
        arn: make.arn("rds", `db:${identifier}`),
        availabilityZone: `${make.region}a`,
        backupTarget: "region",
        backupWindow: "08:11-08:41",
        endpoint: `${address}:${portOf(make)}`,
        engineVersionActual: fullVersion(make),
        hostedZoneId: hostedZoneOf(make),
        kmsKeyId: keyOf(make),
        licenseModel: "postgresql-license",
        maintenanceWindow: "sun:10:00-sun:10:30",
        masterUserSecrets: masterSecrets(make, "db"),
        optionGroupName: `default:${stringOf(make.inputs["engine"])}-${stringOf(make.inputs["engineVersion"]).split(".")[0]}`,
        parameterGroupName: `default.${stringOf(make.inputs["engine"])}${stringOf(make.inputs["engineVersion"]).split(".")[0]}`,
        port: portOf(make),
        resourceId: make.id,
        status: "available",
        storageType: "gp2",
      };
    },
    defaults: {
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    },
    createOnly: [
      "availabilityZone",
      "characterSetName",
      "dbName",
      "engine",
      "kmsKeyId",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
      "backupTarget",
      "customIamInstanceProfile",
      "ncharCharacterSetName",
    ],
    autoName: { property: "identifier", maxLength: 63, separator: "" },
    remains: keepFinalSnapshot,
  },
];
