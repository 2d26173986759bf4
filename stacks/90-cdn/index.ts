import { createProvider } from "../../shared/aws-provider.ts";
import { account } from "../../shared/contracts/account.ts";
import { auth } from "../../shared/contracts/auth.ts";
import { cdn } from "../../shared/contracts/cdn.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { network } from "../../shared/contracts/network.ts";
import { loadConfig } from "../../shared/layer-config.ts";
import { openLayer } from "../../shared/stack-reference.ts";
import { cdnConfig } from "./config.ts";
import { createFront, createWebAcl, selectEdgeKey } from "./front.ts";
import { describeCdn } from "./outputs.ts";
import { isServiceAwaited, refuseUnfitUpstreams } from "./upstreams.ts";

export default async () => {
  const config = loadConfig(cdnConfig);
  const layer = openLayer(cdn, config.upstreams);
  const { logKmsKeyArn } = await layer.read(account);
  const below = {
    edgeLogKmsKeyArn: selectEdgeKey(logKmsKeyArn),
    network: await layer.read(network),
    compute: await layer.readIfNamed(compute),
    auth: await layer.readIfNamed(auth),
  };
  await refuseUnfitUpstreams(config, layer);
  if (await isServiceAwaited(config, layer)) return layer.publish({ mode: config.cdn.mode, dnsRecords: [] });

  const options = { provider: createProvider(config) };
  const webAcl = createWebAcl(config, below, options);
  const front = createFront(config, below, webAcl, options);
  return layer.publish(describeCdn(config, front, webAcl));
};
