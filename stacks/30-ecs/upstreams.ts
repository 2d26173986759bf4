import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { network } from "../../shared/contracts/network.ts";
import { refuseMisfits } from "../../shared/layer-config.ts";
import type { Layer } from "../../shared/stack-reference.ts";
import type { ComputeConfig } from "./config.ts";
import { findUpstreamFaults } from "./upstream-rules.ts";

/**
 * Refuses a configuration that asks for what the lower layers do not offer, before the first resource is made.
 *
 * @throws ConfigError with every fault at once
 */
export async function refuseUnfitUpstreams(
  config: ComputeConfig,
  layer: Layer<typeof compute>,
): Promise<void> {
  const published = {
    hasEgress: await layer.readPlain(network, "hasEgress"),
    certificatesIssued: await layer.readPlain(network, "certificatesIssued"),
    regionalCertificateArn: await layer.readKnown(network, "regionalCertificateArn"),
    hostedZoneId: await layer.readKnown(network, "hostedZoneId"),
    buckets: await layer.readKnown(data, "buckets"),
    secretArns: await layer.readKnown(data, "secretArns"),
    db: await layer.readKnown(data, "db"),
    cache: await layer.readKnown(data, "cache"),
  };
  refuseMisfits(
    findUpstreamFaults(config, published, (await layer.knows(network)) && (await layer.knows(data))),
  );
}
