import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { data as contract } from "../../shared/contracts/data.ts";
import { network } from "../../shared/contracts/network.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { ssmPrefix } from "../../shared/naming.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { Buckets } from "./buckets.ts";
import { Cache } from "./cache.ts";
import { dataConfig } from "./config.ts";
import { DataKey } from "./data-key.ts";
import { Database } from "./database.ts";
import { RuntimeSettings } from "./runtime-settings.ts";
import { Secrets } from "./secrets.ts";

export default async () => {
  const config = loadConfig(dataConfig);
  const { data } = config;
  const layer = openLayer(contract, config.upstreams);
  const { permissionsBoundaryArn } = await layer.read(account);
  const { dbSubnetIds, securityGroupIds } = await layer.read(network);

  const opts = { provider: createProvider(config) };
  const shared = { scope: config, protect: data.protect, retain: data.retainSecrets };
  const key = data.kms === "cmk" ? new DataKey("data", shared, opts) : undefined;
  const place = { ...shared, kmsKeyArn: key?.arn, subnetIds: dbSubnetIds };

  const dbAccess = { securityGroupId: securityGroupIds.apply(({ db }) => db), permissionsBoundaryArn };
  const database = new Database("db", { ...place, ...dbAccess, config: data.db }, opts);

  const cacheAccess = { securityGroupId: securityGroupIds.apply(({ cache }) => cache) };
  const { kind } = data.cache;
  const cache =
    kind === "none"
      ? undefined
      : new Cache("cache", { ...place, ...cacheAccess, engine: kind, config: data.cache }, opts);

  const buckets = new Buckets("buckets", { ...place, buckets: data.buckets }, opts);
  const secrets = new Secrets("secrets", { ...place, secrets: data.secrets }, opts);

  const published = {
    db: database.published,
    cache: cache?.published,
    buckets: buckets.byKind,
    secretArns: secrets.arns,
  };
  const prefix = ssmPrefix(config);
  new RuntimeSettings("settings", { prefix, ...published }, opts);
  return layer.publish({ ...published, ssmPrefix: prefix, dataKmsKeyArn: key?.arn });
};
