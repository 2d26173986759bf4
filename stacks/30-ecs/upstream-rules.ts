import { findReferenceFaults, type KnownData } from "../../shared/components/container-settings.ts";
import type { Known } from "../../shared/stack-reference.ts";
import type { ComputeConfig } from "./config.ts";

/** What the lower layers published, as far as it is known. */
export interface Published extends KnownData {
  hasEgress: boolean | undefined;
  certificatesIssued: boolean | undefined;
  regionalCertificateArn: Known<string> | undefined;
  hostedZoneId: Known<string> | undefined;
}

export interface UpstreamFault {
  key: string;
  message: string;
}

/**
 * Where the configuration asks for what the lower layers do not offer.
 *
 * @param absenceIsKnown whether what is not published will not be; false where a preview knows nothing of a lower layer
 */
export function findUpstreamFaults(
  config: ComputeConfig,
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const { compute, domain } = config;
  if (published.hasEgress === false && compute.egress === "internet" && placesTasksPrivately(config)) {
    faults.push({
      key: "compute.egress",
      message:
        "is internet, but tasks in the task subnets of 10-network cannot reach it and would never pull their image; " +
        "give the network a way out (network.nat: single), or let 80-harden make endpoints (harden.endpoints) " +
        "and set compute.egress to endpoints",
    });
  }
  if (compute.engine === "fargate" && compute.alb.https) {
    if (published.certificatesIssued === false) {
      faults.push({
        key: "compute.alb.https",
        message:
          "is on, but the certificate of 10-network is not issued yet and a listener would be refused; create the records " +
          "in its output validationRecords, wait for ACM and deploy 10-network with domain.certs.issued, or set compute.alb.https to false",
      });
    } else if (absenceIsKnown && published.regionalCertificateArn === undefined) {
      faults.push({
        key: "compute.alb.https",
        message:
          "is on, but 10-network has no regional certificate; set domain.certs.regional there, or compute.alb.https to false",
      });
    }
  }
  if (publishesRecord(config) && absenceIsKnown && published.hostedZoneId === undefined) {
    faults.push({
      key: "domain.dns",
      message: `is route53, but 10-network has no hosted zone for ${domain.api}; give it one (domain.zone.mode) or set domain.dns to manual`,
    });
  }
  if (absenceIsKnown) {
    for (const [name, service] of Object.entries(compute.services)) {
      for (const { path, message } of findReferenceFaults(service, published)) {
        faults.push({ key: ["compute", "services", name, ...path].join("."), message });
      }
    }
  }
  return faults;
}

/** Whether this layer points the API's host name at its public load balancer. */
export function publishesRecord({ compute, domain }: ComputeConfig): boolean {
  return compute.engine === "fargate" && domain.api !== undefined && domain.dns === "route53";
}

function placesTasksPrivately({ compute }: ComputeConfig): boolean {
  if (compute.engine === "fargate" || compute.migrations.enabled) return true;
  return compute.engine === "ecs-express" && compute.express.exposure === "internal";
}
