import type { OutputValues } from "../contract.ts";
import type { data } from "../contracts/data.ts";
import type { ContainerConfig, ContainerFault } from "./container-config.ts";
import {
  bedrockStatements,
  bucketStatements,
  execLogStatements,
  execStatements,
  parameterPathStatements,
  tracingStatements,
} from "./policy-statements.ts";
import { type Statement } from "../policy-document.ts";
import { partsOf, type Known } from "../stack-reference.ts";

type Data = OutputValues<typeof data>;

/** What containers of an environment can be given. */
export interface Surroundings {
  accountId: string;
  region: string;
  repositories: Readonly<Record<string, { url: string; arn: string }>>;
  db: Data["db"];
  cache: Data["cache"];
  buckets: Data["buckets"];
  secretArns: Data["secretArns"];
  ssmPrefix: string;
  dataKmsKeyArn: string | undefined;
  /** Where ECS Exec sessions are logged. */
  execLog: { arn: string; kmsKeyArn: string | undefined } | undefined;
}

/** A container's configuration with every name turned into what AWS wants. */
export interface ContainerSettings {
  image: string;
  environment: Record<string, string>;
  /** ARN by variable, with the JSON key behind it as ECS and App Runner want it. */
  secrets: Record<string, string>;
  /** ARNs that starting the container reads. */
  secretArns: string[];
  parameterArns: string[];
  repositoryArns: string[];
  kmsKeyArn: string | undefined;
  /** What the app itself may do, by the name of the policy; the names are those of `grantNames`. */
  grants: Record<string, Statement[]>;
}

/** Which policies the role of a container gets. Decided by configuration alone, so that a preview knows them. */
export function grantNames(container: ContainerConfig, tracing: boolean): string[] {
  return [
    ...(Object.keys(container.buckets).length > 0 ? ["buckets"] : []),
    ...(container.ssmPath !== undefined ? ["settings"] : []),
    ...(container.bedrock.length > 0 ? ["bedrock"] : []),
    ...(container.exec ? ["exec"] : []),
    ...(tracing ? ["tracing"] : []),
  ];
}

/** Turns a container's configuration into images, variables, ARNs and policies. */
export function settleContainer(
  name: string,
  container: ContainerConfig,
  around: Surroundings,
  tracing: boolean,
): ContainerSettings {
  const { accountId, region, db, cache, dataKmsKeyArn } = around;
  const parameterArn = (parameter: string) =>
    `arn:aws:ssm:${region}:${accountId}:parameter${absoluteParameter(parameter, around.ssmPrefix)}`;

  const environment: Record<string, string> = { ...container.env };
  const secrets: Record<string, string> = {};
  if (container.database !== false) {
    const { name: database, variables } = databaseAccess(container.database);
    Object.assign(environment, {
      [variables.host]: db.proxyHost ?? db.host,
      [variables.port]: String(db.port),
      [variables.name]: database ?? db.name,
      DB_SSLMODE: "require",
      ...(db.readerHost !== undefined && { DB_READER_HOST: db.readerHost }),
    });
    const login = db.appSecretArn ?? db.masterSecretArn;
    Object.assign(secrets, {
      [variables.username]: `${login}:username::`,
      [variables.password]: `${login}:password::`,
    });
  }
  if (container.cache && cache !== undefined) {
    Object.assign(environment, {
      CACHE_HOST: cache.host,
      CACHE_PORT: String(cache.port),
      CACHE_TLS: String(cache.tls),
    });
    if (cache.authSecretArn !== undefined) {
      Object.assign(secrets, {
        CACHE_USERNAME: `${cache.authSecretArn}:username::`,
        CACHE_PASSWORD: `${cache.authSecretArn}:password::`,
      });
    }
  }
  for (const kind of Object.keys(container.buckets)) {
    environment[`BUCKET_${constantCase(kind)}`] = around.buckets[kind]?.name ?? "";
  }
  if (container.ssmPath !== undefined) {
    environment["SSM_PATH"] = absoluteParameter(container.ssmPath, around.ssmPrefix);
  }
  for (const [variable, reference] of Object.entries(container.secrets)) {
    const { arn, key } = resolveSecret(reference, around);
    secrets[variable] = key === undefined ? arn : `${arn}:${key}::`;
  }
  for (const [variable, parameter] of Object.entries(container.fromSsm)) {
    secrets[variable] = parameterArn(parameter);
  }

  const all = Object.values(secrets);
  const repository = around.repositories[container.repository ?? name];
  const image = settleImage(container.image, repository?.url);
  return {
    image,
    environment,
    secrets,
    secretArns: all.filter((arn) => arn.startsWith("arn:aws:secretsmanager:")).map(withoutKey),
    parameterArns: all.filter((arn) => arn.startsWith("arn:aws:ssm:")),
    repositoryArns: Object.values(around.repositories)
      .filter(({ url }) => image.startsWith(`${url}@`) || image.startsWith(`${url}:`))
      .map(({ arn }) => arn),
    kmsKeyArn: dataKmsKeyArn,
    grants: {
      buckets: bucketStatements(
        Object.entries(container.buckets).map(([kind, access]) => ({
          arn: around.buckets[kind]?.arn ?? "",
          access,
        })),
        dataKmsKeyArn,
      ),
      settings: parameterPathStatements(parameterArn(container.ssmPath ?? ""), dataKmsKeyArn),
      bedrock: bedrockStatements(container.bedrock, { region, accountId }),
      exec: [
        ...execStatements(),
        ...(around.execLog === undefined
          ? []
          : execLogStatements(around.execLog.arn, around.execLog.kmsKeyArn)),
      ],
      tracing: tracing ? tracingStatements() : [],
    },
  };
}

/** What is known of 20-data. */
export interface KnownData {
  buckets: Known<Data["buckets"]> | undefined;
  secretArns: Known<Data["secretArns"]> | undefined;
  db: Known<Data["db"]> | undefined;
  cache: Known<NonNullable<Data["cache"]>> | undefined;
}

/** What a container asks for that 20-data does not have; what a preview does not know yet passes. */
export function findReferenceFaults(container: ContainerConfig, data: KnownData): ContainerFault[] {
  const faults: ContainerFault[] = [];
  const [secretArns, buckets, databases] = [
    partsOf(data.secretArns),
    partsOf(data.buckets),
    databasesOf(data.db),
  ];
  const cache = partsOf(data.cache);
  const hasCacheSecret =
    data.cache !== undefined && (cache === undefined || cache.authSecretArn !== undefined);
  const own = ["db", "dbMaster", ...(hasCacheSecret ? ["cache"] : [])];
  for (const [variable, reference] of Object.entries(container.secrets)) {
    const { name } = splitReference(reference);
    if (name === undefined || own.includes(name) || secretArns === undefined || name in secretArns) continue;
    faults.push({
      path: ["secrets", variable],
      message: `names the secret "${name}", which 20-data does not have, expected ${[...own, ...Object.keys(secretArns)].join(", ")}; add it to data.secrets`,
    });
  }
  for (const kind of Object.keys(container.buckets)) {
    if (buckets === undefined || kind in buckets) continue;
    faults.push({
      path: ["buckets", kind],
      message: `names a bucket that 20-data does not have, expected one of ${Object.keys(buckets).join(", ") || "none"}; add it to data.buckets`,
    });
  }
  const database =
    container.database === true || container.database === false ? undefined : container.database.name;
  if (database !== undefined && databases !== undefined && !databases.includes(database)) {
    faults.push({
      path: ["database", "name"],
      message: `names a database that 20-data does not have, expected one of ${databases.join(", ")}, got "${database}"; add it to data.db.extraDatabases`,
    });
  }
  if (container.cache && data.cache === undefined) {
    faults.push({
      path: ["cache"],
      message: "is on, but 20-data has no cache; set data.cache.kind or remove it",
    });
  }
  return faults;
}

function databasesOf(db: KnownData["db"]): string[] | undefined {
  const parts = partsOf(db);
  const names = [parts?.name, ...(partsOf(parts?.extraDatabases) ?? [undefined])];
  return names.every((name) => typeof name === "string") ? names : undefined;
}

/** The image to run; before the first push a name that is never pulled, because no task is started. */
function settleImage(image: string, repositoryUrl: string | undefined): string {
  const repository = repositoryUrl ?? "none";
  if (image === "") return `${repository}:not-pushed-yet`;
  return image.startsWith("sha256:") ? `${repository}@${image}` : image;
}

function resolveSecret(reference: string, { db, cache, secretArns }: Surroundings) {
  const { arn, name = "", key } = splitReference(reference);
  const named: Record<string, string | undefined> = {
    ...secretArns,
    db: db.appSecretArn ?? db.masterSecretArn,
    dbMaster: db.masterSecretArn,
    cache: cache?.authSecretArn,
  };
  return { arn: arn ?? named[name] ?? "", key };
}

function splitReference(reference: string): { arn?: string; name?: string; key?: string } {
  const isArn = reference.startsWith("arn:");
  const parts = reference.split(":");
  const own = isArn ? parts.slice(0, 7).join(":") : (parts[0] ?? "");
  const key = isArn ? parts[7] : parts[1];
  return { ...(isArn ? { arn: own } : { name: own }), ...(key !== undefined && { key }) };
}

function withoutKey(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}

function absoluteParameter(parameter: string, prefix: string): string {
  return parameter.startsWith("/") ? parameter : `${prefix}${parameter}`;
}

function databaseAccess(access: true | Exclude<ContainerConfig["database"], boolean>) {
  const variables = {
    host: "DB_HOST",
    port: "DB_PORT",
    name: "DB_NAME",
    username: "DB_USERNAME",
    password: "DB_PASSWORD",
  };
  return access === true ? { name: undefined, variables } : access;
}

function constantCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
}
