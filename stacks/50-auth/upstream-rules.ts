import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import { isGuarded, type AuthConfig } from "./config.ts";
import { selectLinkSubnets } from "./link-zones.ts";

type Compute = OutputValues<typeof compute>;
type Network = OutputValues<typeof network>;

/** What the lower layers published, as far as it is known. */
export type Published = {
  [K in "hasEgress" | "certificatesIssued" | "azIds"]: Network[K] | undefined;
} & {
  [K in "hostedZoneId" | "regionalCertificateArn" | "edgeCertificateArn"]: Known<Network[K]>;
} & {
  engine: Compute["engine"] | undefined;
  services: Known<Compute["services"]> | undefined;
  internalLoadBalancer: Known<Compute["internalLoadBalancer"]>;
  appUrl: Known<Compute["appUrl"]>;
};

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
  config: AuthConfig,
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  return [
    ...findServiceFaults(config, published),
    ...findDomainFaults(config, published, absenceIsKnown),
    ...(config.api.kind === "none" && config.api.webSocket === undefined
      ? []
      : findBackendFaults(config, published, absenceIsKnown)),
  ];
}

/** Services that get rights from this layer; none where it makes nothing that the app could use. */
export function grantedServices({ auth, api }: AuthConfig): readonly string[] {
  const useful = auth.provider === "cognito" || api.kind !== "none" || api.webSocket !== undefined;
  return useful ? auth.services : [];
}

function findServiceFaults(config: AuthConfig, published: Published): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const { engine, hasEgress } = published;
  const services = partsOf(published.services);
  const { provider } = config.auth;
  if (services !== undefined) {
    for (const [index, name] of grantedServices(config).entries()) {
      if (services[name] !== undefined) continue;
      faults.push({
        key: `auth.services.${index}`,
        message: `is not a service of 30-ecs, expected one of ${Object.keys(services).join(", ") || "none"}, got "${name}"; correct it`,
      });
    }
  }
  if ((provider === "cognito" || provider === "clerk") && engine === "fargate" && hasEgress === false) {
    faults.push({
      key: "auth.provider",
      message:
        `is ${provider}, which is reached over the internet, but tasks cannot get there and VPC endpoints do not help; ` +
        "give 10-network a way out (network.nat: single)",
    });
  }
  return faults;
}

function findDomainFaults(
  { domain }: AuthConfig,
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const certificates = {
    api: ["regionalCertificateArn", "domain.certs.regional"],
    webSocket: ["regionalCertificateArn", "domain.certs.regional"],
    auth: ["edgeCertificateArn", "domain.certs.edge"],
  } as const;
  for (const [name, [certificate, setting]] of Object.entries(certificates)) {
    const host = domain[name as keyof typeof certificates];
    if (host === undefined) continue;
    if (published.certificatesIssued === false) {
      faults.push({
        key: `domain.${name}`,
        message:
          `is ${host}, but the certificate of 10-network is not issued yet and would be refused; create the records in its ` +
          "output validationRecords, wait for ACM and deploy 10-network with domain.certs.issued, or leave the host out until then",
      });
    } else if (absenceIsKnown && published[certificate] === undefined) {
      faults.push({
        key: `domain.${name}`,
        message: `is ${host}, but 10-network has no certificate for it; set ${setting} there, or leave the host out`,
      });
    }
    if (domain.dns === "route53" && absenceIsKnown && published.hostedZoneId === undefined) {
      faults.push({
        key: "domain.dns",
        message: `is route53, but 10-network has no hosted zone for ${host}; give it one (domain.zone.mode) or set domain.dns to manual`,
      });
    }
  }
  return faults;
}

function findBackendFaults(
  config: AuthConfig,
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  const { api } = config;
  if (api.backend === "function") return findFunctionFaults(config, published);
  return api.vpcLink
    ? findLinkFaults(config, published, absenceIsKnown)
    : findPublicFaults(config, published, absenceIsKnown);
}

function findFunctionFaults({ api }: AuthConfig, published: Published): UpstreamFault[] {
  const { engine } = published;
  const services = partsOf(published.services);
  if (engine !== undefined && engine !== "lambda") {
    return [
      {
        key: "api.backend",
        message: `is function, but 30-ecs runs services on ${engine}, expected lambda; use loadBalancer, or compute.engine lambda there`,
      },
    ];
  }
  if (services === undefined) return [];
  const wanted = [
    ...(api.kind === "none" ? [] : api.routes.map(({ service }) => service ?? api.service)),
    ...(api.webSocket === undefined ? [] : [api.webSocket.service ?? api.service]),
  ];
  return [...new Set(wanted)].flatMap((name) => {
    const service = services[name];
    if (service === undefined) {
      return [
        {
          key: "api.service",
          message: `is not a function of 30-ecs, expected one of ${Object.keys(services).join(", ") || "none"}, got "${name}"; correct it`,
        },
      ];
    }
    const parts = partsOf(service);
    if (parts === undefined || parts.invokeArn !== undefined) return [];
    return [
      {
        key: "api.service",
        message: `is ${name}, which has no image yet, so there is nothing to call; push one and deploy 30-ecs with it first`,
      },
    ];
  });
}

function findLinkFaults(
  { domain }: AuthConfig,
  { azIds, internalLoadBalancer: door }: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  if (door === undefined && absenceIsKnown) {
    faults.push({
      key: "api.vpcLink",
      message:
        "is on, but 30-ecs has no internal load balancer; set compute.alb.exposure to both or internal there, " +
        "or api.vpcLink to false as an interim",
    });
  }
  if (partsOf(door)?.https === true && domain.api === undefined) {
    faults.push({
      key: "domain.api",
      message:
        "is missing: the internal load balancer speaks HTTPS, and API Gateway has to know the name on its certificate; " +
        "set it, or compute.alb.https to false in 30-ecs",
    });
  }
  if (azIds !== undefined && selectLinkSubnets(azIds, azIds).length === 0) {
    faults.push({
      key: "api.vpcLink",
      message:
        `is on, but VPC links work in none of the network's zones (${azIds.join(", ")}); choose other zones in 10-network ` +
        "(network.azs), or set api.vpcLink to false",
    });
  }
  return faults;
}

function findPublicFaults(
  { domain, profile }: AuthConfig,
  { appUrl }: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  if (appUrl === undefined) {
    return absenceIsKnown
      ? [
          {
            key: "api.vpcLink",
            message:
              "is false, but 30-ecs publishes no address to pass requests on to; set compute.alb.exposure to public or both " +
              "there, or api.vpcLink to true",
          },
        ]
      : [];
  }
  if (typeof appUrl !== "string") return [];
  const { protocol, hostname } = new URL(appUrl);
  if (hostname === domain.api) {
    return [
      {
        key: "domain.api",
        message: `is ${hostname}, which 30-ecs points at its load balancer: API Gateway would pass requests on to itself; remove domain.api in 30-ecs`,
      },
    ];
  }
  if (protocol === "http:" && isGuarded(profile)) {
    return [
      {
        key: "api.vpcLink",
        message: `is false, so tokens would cross the internet unencrypted to ${appUrl}, expected a VPC link or HTTPS in ${profile}`,
      },
    ];
  }
  return [];
}
