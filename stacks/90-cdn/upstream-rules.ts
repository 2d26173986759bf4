import type { OutputValues } from "../../shared/contract.ts";
import type { auth } from "../../shared/contracts/auth.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import { isGuarded, type CdnConfig } from "./config.ts";
import { findZonesWithoutVpcOrigin } from "./vpc-origin-zones.ts";

type Compute = OutputValues<typeof compute>;
type Network = OutputValues<typeof network>;

/** What the lower layers published, as far as it is known. */
export type Published = {
  [K in "certificatesIssued" | "azIds"]: Network[K] | undefined;
} & {
  [K in "edgeCertificateArn" | "hostedZoneId" | "domainName" | "securityGroupIds"]:
    Known<Network[K]> | undefined;
} & {
  engine: Compute["engine"] | undefined;
} & {
  [K in "services" | "internalLoadBalancer" | "publicLoadBalancer" | "appUrl"]: Known<Compute[K]> | undefined;
} & { apiUrl: Known<OutputValues<typeof auth>["apiUrl"]> };

export interface UpstreamFault {
  key: string;
  message: string;
}

/** The host names that browsers use, the web app's first. */
export function hostsOf({ cdn, domain }: Pick<CdnConfig, "cdn" | "domain">): string[] {
  return domain.web === undefined ? [] : [domain.web, ...cdn.aliases];
}

/**
 * Where the configuration asks for what the lower layers do not offer.
 *
 * @param absenceIsKnown whether what is not published will not be; false where a preview knows nothing of a lower layer
 */
export function findUpstreamFaults(
  config: CdnConfig,
  published: Published,
  absenceIsKnown: boolean,
): UpstreamFault[] {
  const { origin, websocket } = config.cdn;
  const sources = [
    { key: "cdn.origin.from", from: origin?.from },
    { key: "cdn.websocket.from", from: websocket?.from === origin?.from ? undefined : websocket?.from },
  ];
  return [
    ...findHostFaults(config, published, absenceIsKnown),
    ...sources.flatMap(({ key, from }) => {
      const args = { key, config, published, absenceIsKnown };
      switch (from) {
        case undefined:
          return [];
        case "publicLoadBalancer":
          return findPublicFaults(args);
        case "internalLoadBalancer":
          return findInternalFaults(args);
        case "apiGateway":
          return findApiFaults(args);
        case "service":
        case "function":
          return findServiceFaults(from, args);
      }
    }),
  ];
}

function findHostFaults(config: CdnConfig, published: Published, absenceIsKnown: boolean): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const hosts = hostsOf(config);
  const [web] = hosts;
  if (web === undefined) return [];
  const { domainName } = published;
  if (config.cdn.mode === "amplify") {
    for (const host of hosts) {
      if (typeof domainName !== "string" || host === domainName || host.endsWith(`.${domainName}`)) continue;
      faults.push({
        key: host === web ? "domain.web" : "cdn.aliases",
        message: `is ${host}, expected ${domainName} or a host below it, for which Amplify proves ownership`,
      });
    }
    if (absenceIsKnown && domainName === undefined) {
      faults.push({
        key: "domain.web",
        message: `is ${web}, but 10-network has no domain; set domain.name there, or leave the host out`,
      });
    }
  } else if (published.certificatesIssued === false) {
    faults.push({
      key: "domain.web",
      message:
        `is ${web}, but the certificate of 10-network is not issued yet and CloudFront would refuse it; create the records in ` +
        "its output validationRecords, wait for ACM and deploy 10-network with domain.certs.issued, or leave the host out until then",
    });
  } else if (absenceIsKnown && published.edgeCertificateArn === undefined) {
    faults.push({
      key: "domain.web",
      message: `is ${web}, but 10-network has no certificate in us-east-1 for it; set domain.certs.edge there, or leave the host out`,
    });
  }
  if (config.domain.dns === "route53" && absenceIsKnown && published.hostedZoneId === undefined) {
    faults.push({
      key: "domain.dns",
      message: `is route53, but 10-network has no hosted zone for ${web}; give it one (domain.zone.mode) or set domain.dns to manual`,
    });
  }
  return faults;
}

interface OriginArgs {
  key: string;
  config: CdnConfig;
  published: Published;
  absenceIsKnown: boolean;
}

function findPublicFaults({ key, config, published, absenceIsKnown }: OriginArgs): UpstreamFault[] {
  const { appUrl, publicLoadBalancer, engine } = published;
  if (absenceIsKnown && publicLoadBalancer === undefined) {
    return [
      {
        key,
        message:
          `is publicLoadBalancer, but 30-ecs has none (engine ${engine}); set compute.alb.exposure to public or both there, ` +
          "or choose another origin",
      },
    ];
  }
  if (typeof appUrl !== "string") return [];
  const { protocol, hostname } = new URL(appUrl);
  if (hostsOf(config).includes(hostname)) {
    return [
      {
        key,
        message:
          `is publicLoadBalancer, which 30-ecs serves as ${hostname}, one of this layer's own names: CloudFront would call itself; ` +
          `give the load balancer another name (domain.api of 30-ecs), such as origin.${hostname}`,
      },
    ];
  }
  if (protocol === "http:" && isGuarded(config.profile)) {
    return [
      {
        key,
        message:
          `is publicLoadBalancer at ${appUrl}, so tokens would cross the internet unencrypted, expected HTTPS in ${config.profile}; ` +
          "set domain.api and compute.alb.https in 30-ecs, or use internalLoadBalancer",
      },
    ];
  }
  return [];
}

function findInternalFaults({ key, config, published, absenceIsKnown }: OriginArgs): UpstreamFault[] {
  const faults: UpstreamFault[] = [];
  const { internalLoadBalancer: door, azIds } = published;
  const securityGroupIds = partsOf(published.securityGroupIds);
  const fault = (message: string) => faults.push({ key, message: `is internalLoadBalancer, but ${message}` });
  if (absenceIsKnown && door === undefined) {
    fault("30-ecs has none; set compute.alb.exposure to both or internal there");
  }
  if (securityGroupIds !== undefined && securityGroupIds.albCloudFront === undefined) {
    fault(
      "10-network lets CloudFront in nowhere; set network.frontDoor to cloudfront there, and network.cloudFrontPort to the " +
        "load balancer's port",
    );
  }
  if (partsOf(door)?.https === true && hostsOf(config).length === 0) {
    fault(
      "it speaks HTTPS with a certificate that does not cover CloudFront's own name; set domain.web, or compute.alb.https to " +
        "false in 30-ecs (the way there stays inside AWS)",
    );
  }
  const missing = findZonesWithoutVpcOrigin(azIds ?? []);
  if (missing.length > 0) {
    fault(
      `CloudFront has no VPC origins in ${missing.join(", ")}; choose other zones in 10-network (network.azs)`,
    );
  }
  return faults;
}

function findApiFaults({ key, config, published, absenceIsKnown }: OriginArgs): UpstreamFault[] {
  const { apiUrl } = published;
  if (apiUrl === undefined) {
    return absenceIsKnown
      ? [
          {
            key,
            message: "is apiGateway, but 50-auth has no API; set api.kind there, or choose another origin",
          },
        ]
      : [];
  }
  if (typeof apiUrl !== "string") return [];
  const { hostname } = new URL(apiUrl);
  if (!hostsOf(config).includes(hostname)) return [];
  return [
    {
      key,
      message: `is apiGateway, which 50-auth serves as ${hostname}, one of this layer's own names: CloudFront would call itself; give the API another name (domain.api of 50-auth)`,
    },
  ];
}

function findServiceFaults(from: "service" | "function", { config, published }: OriginArgs): UpstreamFault[] {
  const { engine } = published;
  const services = partsOf(published.services);
  const name = config.cdn.origin?.service ?? "";
  const fits = from === "function" ? engine === "lambda" : engine === "ecs-express" || engine === "apprunner";
  if (engine !== undefined && !fits) {
    return [
      {
        key: "cdn.origin.from",
        message:
          `is ${from}, but 30-ecs runs services on ${engine}, expected ${from === "function" ? "lambda" : "ecs-express or apprunner"}; ` +
          "use publicLoadBalancer or internalLoadBalancer for fargate",
      },
    ];
  }
  if (services === undefined || name in services) return [];
  return [
    {
      key: "cdn.origin.service",
      message: `is not a service of 30-ecs, expected one of ${Object.keys(services).join(", ") || "none"}, got "${name}"; correct it`,
    },
  ];
}

/** Whether the origin is a service that has no image yet, and so no address: on these engines it does not exist without. */
export function awaitsImage(
  { cdn }: Pick<CdnConfig, "cdn">,
  services: Known<Compute["services"]> | undefined,
): boolean {
  const { from, service: name = "" } = cdn.origin ?? {};
  const service = partsOf(partsOf(services)?.[name]);
  if (service === undefined) return false;
  return (
    (from === "service" && service.url === undefined) || (from === "function" && service.arn === undefined)
  );
}
