import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import { isGuarded, type AuthConfig } from "./config.ts";
import { selectLinkSubnets } from "./link-zones.ts";

type Compute = OutputValues<typeof compute>;
type Network = OutputValues<typeof network>;

/** What the lower layers published, as far as it is known. */
export type Published = {
  [
    K in
      | "hasEgress"
      | "certificatesIssued"
      | "hostedZoneId"
      | "regionalCertificateArn"
      | "edgeCertificateArn"
      | "azIds"
  ]: Network[K] | undefined;
} & {
  [K in "engine" | "services" | "internalLoadBalancer" | "appUrl"]: Compute[K] | undefined;
};

export interface UpstreamFault {
  key: string;
  message: string;
}

/**
 * Where the configuration asks for what the lower layers do not offer.
 *
 * @param everythingIsKnown false in a preview, where a missing optional value may be one that is not known yet
 */
export function findUpstreamFaults(
  config: AuthConfig,
  published: Published,
  everythingIsKnown: boolean,
): UpstreamFault[] {
  return [
    ...findServiceFaults(config, published),
    ...findDomainFaults(config, published, everythingIsKnown),
    ...(config.api.kind === "none" && config.api.webSocket === undefined
      ? []
      : findBackendFaults(config, published, everythingIsKnown)),
  ];
}

/** Services that get rights from this layer; none where it makes nothing that the app could use. */
export function grantedServices({ auth, api }: AuthConfig): readonly string[] {
  const useful = auth.provider === "cognito" || api.kind !== "none" || api.webSocket !== undefined;
  return useful ? auth.services : [];
}

function findServiceFaults(config: AuthConfig, { services, engine, hasEgress }: Published): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
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
  everythingIsKnown: boolean,
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
    } else if (everythingIsKnown && published[certificate] === undefined) {
      faults.push({
        key: `domain.${name}`,
        message: `is ${host}, but 10-network has no certificate for it; set ${setting} there, or leave the host out`,
      });
    }
    if (domain.dns === "route53" && everythingIsKnown && published.hostedZoneId === undefined) {
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
  everythingIsKnown: boolean,
): UpstreamFault[] {
  const { api } = config;
  if (api.backend === "function") return findFunctionFaults(config, published, everythingIsKnown);
  return api.vpcLink
    ? findLinkFaults(config, published, everythingIsKnown)
    : findPublicFaults(config, published, everythingIsKnown);
}

function findFunctionFaults(
  { api }: AuthConfig,
  { engine, services }: Published,
  everythingIsKnown: boolean,
): UpstreamFault[] {
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
    if (service.invokeArn !== undefined || !everythingIsKnown) return [];
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
  everythingIsKnown: boolean,
): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  if (door === undefined && everythingIsKnown) {
    faults.push({
      key: "api.vpcLink",
      message:
        "is on, but 30-ecs has no internal load balancer; set compute.alb.exposure to both or internal there, " +
        "or api.vpcLink to false as an interim",
    });
  }
  if (door?.https === true && domain.api === undefined) {
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
  everythingIsKnown: boolean,
): UpstreamFault[] {
  if (appUrl === undefined) {
    return everythingIsKnown
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
