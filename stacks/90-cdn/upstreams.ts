import * as pulumi from "@pulumi/pulumi";
import { auth } from "../../shared/contracts/auth.ts";
import type { cdn } from "../../shared/contracts/cdn.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { network } from "../../shared/contracts/network.ts";
import { refuseMisfits } from "../../shared/layer-config.ts";
import type { Layer } from "../../shared/stack-reference.ts";
import type { CdnConfig } from "./config.ts";
import { awaitsImage, findUpstreamFaults } from "./upstream-rules.ts";

/**
 * Refuses a configuration that asks for what the lower layers do not offer, before the first resource is made.
 *
 * @throws ConfigError with every fault at once
 */
export async function refuseUnfitUpstreams(config: CdnConfig, layer: Layer<typeof cdn>): Promise<void> {
  const hasCompute = compute.layer in config.upstreams;
  const hasAuth = auth.layer in config.upstreams;
  const published = {
    certificatesIssued: await layer.readPlain(network, "certificatesIssued"),
    edgeCertificateArn: await layer.readKnown(network, "edgeCertificateArn"),
    hostedZoneId: await layer.readKnown(network, "hostedZoneId"),
    domainName: await layer.readKnown(network, "domainName"),
    azIds: await layer.readPlain(network, "azIds"),
    securityGroupIds: await layer.readKnown(network, "securityGroupIds"),
    engine: hasCompute ? await layer.readPlain(compute, "engine") : undefined,
    services: hasCompute ? await layer.readKnown(compute, "services") : undefined,
    internalLoadBalancer: hasCompute ? await layer.readKnown(compute, "internalLoadBalancer") : undefined,
    publicLoadBalancer: hasCompute ? await layer.readKnown(compute, "publicLoadBalancer") : undefined,
    appUrl: hasCompute ? await layer.readKnown(compute, "appUrl") : undefined,
    apiUrl: hasAuth ? await layer.readKnown(auth, "apiUrl") : undefined,
  };
  const absenceIsKnown =
    (await layer.knows(network)) &&
    (!hasCompute || (await layer.knows(compute))) &&
    (!hasAuth || (await layer.knows(auth)));
  refuseMisfits(findUpstreamFaults(config, published, absenceIsKnown));
}

/** Whether this layer has to wait for a service's image, which it says. */
export async function isServiceAwaited(config: CdnConfig, layer: Layer<typeof cdn>): Promise<boolean> {
  if (!(compute.layer in config.upstreams)) return false;
  if (!awaitsImage(config, await layer.readKnown(compute, "services"))) return false;
  await pulumi.log.warn(
    `${config.cdn.origin?.service} of 30-ecs has no image and so no address yet, and nothing is put in front of it; ` +
      "push an image, deploy 30-ecs with it and then this layer again",
  );
  return true;
}
