import { stringOf } from "../catalogue/entry.ts";
import { isObtainable, newestOf } from "../facts/engine-versions.ts";
import type { Properties } from "../property-values.ts";
import { Refusal } from "../refusal.ts";
import type { Invokes } from "./invoke.ts";

export const invokes: Invokes = {
  "aws:rds/getEngineVersion:getEngineVersion": ({ args, login }) => {
    const engine = stringOf(args["engine"]);
    const version = newestOf(engine, wantedVersion(args));
    if (version === undefined) {
      throw new Refusal(
        "NoEngineVersion",
        "Your query returned no results. Please change your search criteria and try again.",
      );
    }
    const family = `${engine}${version.split(".")[0]}`;
    return {
      ...args,
      id: version,
      version,
      versionActual: version,
      versionDescription: `${engine} ${version}`,
      engineDescription: engine,
      parameterGroupFamily: family,
      defaultOnly: args["defaultOnly"] ?? false,
      latest: args["latest"] ?? false,
      region: stringOf(args["region"]) || login.region,
      status: "available",
      supportedModes: engine.startsWith("aurora") ? ["provisioned"] : [],
      supportsGlobalDatabases: engine.startsWith("aurora"),
      supportsLimitlessDatabase: false,
      supportsLogExportsToCloudwatch: true,
      supportsParallelQuery: false,
      supportsReadReplica: true,
      supportsIntegrations: true,
      supportsCertificateRotationWithoutRestart: true,
      supportsLocalWriteForwarding: false,
      supportsBabelfish: false,
      supportedCaCertificateIdentifiers: ["rds-ca-ecc384-g1", "rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"],
      exportableLogTypes: ["postgresql", "upgrade"],
      supportedCharacterSets: [],
      supportedFeatureNames: [],
      supportedTimezones: [],
      validMajorTargets: [],
      validMinorTargets: [],
      validUpgradeTargets: [],
      defaultCharacterSet: "",
    };
  },
  "aws:rds/getOrderableDbInstance:getOrderableDbInstance": ({ args, login }) => {
    const engine = stringOf(args["engine"]);
    const preferred = Array.isArray(args["preferredInstanceClasses"])
      ? args["preferredInstanceClasses"].map(String)
      : [];
    const instanceClass = [stringOf(args["instanceClass"]), ...preferred].find((it) =>
      isObtainable(engine, it),
    );
    if (instanceClass === undefined)
      throw new Refusal(
        "NoInstanceClass",
        "no RDS DB Instance Classes match the criteria; try different search",
      );
    const isServerless = instanceClass === "db.serverless";
    return {
      ...args,
      id: instanceClass,
      instanceClass,
      engineVersion: newestOf(engine, stringOf(args["engineVersion"])) ?? "",
      region: stringOf(args["region"]) || login.region,
      licenseModel: "postgresql-license",
      storageType: engine.startsWith("aurora") ? "aurora" : "gp3",
      supportsEnhancedMonitoring: true,
      supportsIamDatabaseAuthentication: true,
      supportsPerformanceInsights: isServerless || !/\.(micro|small)$/.test(instanceClass),
      supportsStorageEncryption: true,
      multiAzCapable: !isServerless,
      vpc: true,
    };
  },
};

function wantedVersion(args: Properties): string {
  const preferred = Array.isArray(args["preferredVersions"]) ? stringOf(args["preferredVersions"][0]) : "";
  return stringOf(args["version"]) || preferred;
}
