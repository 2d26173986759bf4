import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { auth } from "../../shared/contracts/auth.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { harden } from "../../shared/contracts/harden.ts";
import { network } from "../../shared/contracts/network.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { hardenConfig } from "./config.ts";
import { createBackups, createEndpoints, createFilter, createSubnetFilters } from "./protection.ts";
import { readFittingUpstreams } from "./upstreams.ts";

export default async () => {
  const config = loadConfig(hardenConfig);
  const layer = openLayer(harden, config.upstreams);
  const upstream = {
    account: await layer.read(account),
    network: await layer.read(network),
    data: await layer.read(data),
    compute: await layer.read(compute),
    auth: await layer.readIfNamed(auth),
  };
  const known = await readFittingUpstreams(config, layer);

  const options = { provider: createProvider(config) };
  const endpoints = createEndpoints(config, upstream, options);
  const filter = createFilter(config, upstream, known, options);
  createSubnetFilters(config, upstream, options);
  const backups = createBackups(config, upstream, options);

  return layer.publish({
    webAclArn: filter?.webAcl.arn,
    webAclName: filter?.webAcl.aclName,
    webAclMode: filter === undefined ? "off" : config.harden.waf.mode,
    vpcEndpointIds: endpoints?.ids ?? {},
    endpointCostMonthlyUsd: endpoints?.costMonthlyUsd ?? 0,
    backupVaultArn: backups?.vaultArn,
    backupCopyVaultArn: backups?.copyVaultArn,
  });
};
