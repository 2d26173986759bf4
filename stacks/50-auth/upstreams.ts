import type { auth } from "../../shared/contracts/auth.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { network } from "../../shared/contracts/network.ts";
import { refuseMisfits } from "../../shared/layer-config.ts";
import type { Layer } from "../../shared/stack-reference.ts";
import type { AuthConfig } from "./config.ts";
import { findUpstreamFaults } from "./upstream-rules.ts";

/**
 * Refuses a configuration that asks for what the lower layers do not offer, before the first resource is made.
 *
 * @throws ConfigError with every fault at once
 */
export async function refuseUnfitUpstreams(config: AuthConfig, layer: Layer<typeof auth>): Promise<void> {
  const published = {
    hasEgress: await layer.readPlain(network, "hasEgress"),
    certificatesIssued: await layer.readPlain(network, "certificatesIssued"),
    hostedZoneId: await layer.readKnown(network, "hostedZoneId"),
    regionalCertificateArn: await layer.readKnown(network, "regionalCertificateArn"),
    edgeCertificateArn: await layer.readKnown(network, "edgeCertificateArn"),
    azIds: await layer.readPlain(network, "azIds"),
    engine: await layer.readPlain(compute, "engine"),
    services: await layer.readKnown(compute, "services"),
    internalLoadBalancer: await layer.readKnown(compute, "internalLoadBalancer"),
    appUrl: await layer.readKnown(compute, "appUrl"),
  };
  refuseMisfits(
    findUpstreamFaults(config, published, (await layer.knows(network)) && (await layer.knows(compute))),
  );
}
