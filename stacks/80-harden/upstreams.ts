import { auth } from "../../shared/contracts/auth.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import type { harden } from "../../shared/contracts/harden.ts";
import { network } from "../../shared/contracts/network.ts";
import { refuseMisfits } from "../../shared/layer-config.ts";
import type { Layer } from "../../shared/stack-reference.ts";
import type { HardenConfig } from "./config.ts";
import { findUpstreamFaults, type Published } from "./upstream-rules.ts";

/**
 * What the lower layers published, as plain values; refuses a configuration that asks for what they do not offer,
 * before the first resource is made.
 *
 * @throws ConfigError with every fault at once
 */
export async function readFittingUpstreams(
  config: HardenConfig,
  layer: Layer<typeof harden>,
): Promise<Published> {
  const readsAuth = auth.layer in config.upstreams;
  const published = {
    hasEgress: await layer.readPlain(network, "hasEgress"),
    engine: await layer.readPlain(compute, "engine"),
    exposure: await layer.readPlain(compute, "exposure"),
    services: await layer.readKnown(compute, "services"),
    buckets: await layer.readKnown(data, "buckets"),
    provider: readsAuth ? await layer.readPlain(auth, "provider") : undefined,
    apiKind: readsAuth ? await layer.readPlain(auth, "apiKind") : undefined,
    webSocketConnectionsUrl: readsAuth ? await layer.readPlain(auth, "webSocketConnectionsUrl") : undefined,
  };
  refuseMisfits(findUpstreamFaults(config, published));
  return published;
}
