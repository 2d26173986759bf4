import * as pulumi from "@pulumi/pulumi";
import { LoggedWebAcl } from "../../shared/components/logged-web-acl.ts";
import type { Settled } from "../../shared/config-schema.ts";
import type { auth } from "../../shared/contracts/auth.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import { revealSecret } from "../../shared/layer-config.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { AmplifySite } from "./amplify-site.ts";
import type { CdnConfig, OriginConfig } from "./config.ts";
import { EdgeAccessLog } from "./edge-access-log.ts";
import { EdgeDistribution } from "./edge-distribution.ts";
import type { DnsRecord } from "./hand-records.ts";
import { createHostNames } from "./host-names.ts";
import { ServiceOrigin } from "./service-origin.ts";
import { SiteBucket } from "./site-bucket.ts";
import { hostsOf } from "./upstream-rules.ts";

export type Config = Settled<CdnConfig>;
type Options = pulumi.ComponentResourceOptions;

/** What this layer reads. */
export interface Below {
  /** Customer key of logs in us-east-1, where there is one. */
  edgeLogKmsKeyArn: pulumi.Output<string | undefined>;
  network: Upstream<typeof network>;
  compute: Upstream<typeof compute> | undefined;
  auth: Upstream<typeof auth> | undefined;
}

/** What serves the product, whichever mode it has. */
export interface Front {
  edge?: EdgeDistribution;
  site?: SiteBucket | undefined;
  log?: EdgeAccessLog | undefined;
  amplify?: AmplifySite;
  dnsRecords: pulumi.Output<DnsRecord[]>;
}

/** A key encrypts logs of its own region only. */
export function selectEdgeKey(keyArn: pulumi.Output<string | undefined>): pulumi.Output<string | undefined> {
  return keyArn.apply((arn) => (arn?.startsWith("arn:aws:kms:us-east-1:") === true ? arn : undefined));
}

export function createWebAcl(
  config: Config,
  { edgeLogKmsKeyArn }: Below,
  options: Options,
): LoggedWebAcl | undefined {
  const { waf } = config.cdn;
  if (!waf.enabled) return undefined;
  return new LoggedWebAcl(
    "edge",
    {
      scope: config,
      guards: "CLOUDFRONT",
      config: waf,
      logRetentionDays: config.obs.logRetentionDays,
      logKmsKeyArn: edgeLogKmsKeyArn,
    },
    options,
  );
}

export function createFront(
  config: Config,
  below: Below,
  webAcl: LoggedWebAcl | undefined,
  options: Options,
): Front {
  return config.cdn.amplify === undefined
    ? createEdge(config, below, webAcl, options)
    : createAmplify(config, config.cdn.amplify, below, webAcl, options);
}

function createAmplify(
  config: Config,
  amplify: NonNullable<CdnConfig["cdn"]["amplify"]>,
  { network: { hostedZoneId, domainName } }: Below,
  webAcl: LoggedWebAcl | undefined,
  options: Options,
): Front {
  const site = new AmplifySite(
    "web",
    {
      scope: config,
      profile: config.profile,
      cdn: config.cdn,
      amplify,
      hosts: hostsOf(config),
      dns: config.domain.dns,
      hostedZoneId,
      domainName,
      webAclArn: webAcl?.arn,
    },
    options,
  );
  return { amplify: site, dnsRecords: site.dnsRecords };
}

function createEdge(config: Config, below: Below, webAcl: LoggedWebAcl | undefined, options: Options): Front {
  const { cdn } = config;
  const hosts = hostsOf(config);
  const site =
    cdn.mode === "s3-oac" ? new SiteBucket("site", { scope: config, site: cdn.site }, options) : undefined;
  const service = createOrigin("service", cdn.origin, config, below, options);
  const webSocket = createWebSocketOrigin(config, service, below, options);
  const edge = new EdgeDistribution(
    "web",
    {
      comment: `${config.product} ${config.environment}`,
      cdn,
      aliases: hosts,
      certificateArn: below.network.edgeCertificateArn,
      webAclArn: webAcl?.arn,
      site,
      service,
      webSocket,
    },
    options,
  );
  const { distribution } = edge;
  site?.openTo("site", distribution.arn);
  service?.openTo("service", distribution.arn);
  const log = cdn.accessLogs
    ? new EdgeAccessLog(
        "web",
        {
          scope: config,
          distributionArn: distribution.arn,
          logRetentionDays: config.obs.logRetentionDays,
          logKmsKeyArn: below.edgeLogKmsKeyArn,
        },
        options,
      )
    : undefined;
  const { hostedZoneId, domainName } = below.network;
  const names = { hosts, dns: config.domain.dns, hostedZoneId, domainName, distribution };
  return { edge, site, log, dnsRecords: createHostNames(names, options) };
}

function createWebSocketOrigin(
  config: Config,
  service: ServiceOrigin | undefined,
  below: Below,
  options: Options,
): ServiceOrigin | undefined {
  const { websocket, origin } = config.cdn;
  if (websocket === undefined) return undefined;
  const from = websocket.from ?? origin?.from;
  if (from === undefined || from === origin?.from) return service;
  const { service: name = "", timeoutSeconds = 30 } = origin ?? {};
  return createOrigin("websocket", { from, service: name, timeoutSeconds }, config, below, options);
}

function createOrigin(
  name: string,
  origin: OriginConfig | undefined,
  config: Config,
  { compute, auth }: Below,
  options: Options,
): ServiceOrigin | undefined {
  if (origin === undefined) return undefined;
  const { originSecret } = config.cdn;
  return new ServiceOrigin(
    name,
    {
      scope: config,
      origin,
      secret: originSecret && revealSecret(originSecret),
      hasAlias: hostsOf(config).length > 0,
      compute,
      auth,
    },
    options,
  );
}
