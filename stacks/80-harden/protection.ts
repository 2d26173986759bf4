import type * as pulumi from "@pulumi/pulumi";
import type { account } from "../../shared/contracts/account.ts";
import type { auth } from "../../shared/contracts/auth.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { data } from "../../shared/contracts/data.ts";
import type { network } from "../../shared/contracts/network.ts";
import type { Settled } from "../../shared/config-schema.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { planAttachments, type KnownCompute } from "./attachments.ts";
import { Backups } from "./backups.ts";
import type { HardenConfig } from "./config.ts";
import { PrivateEndpoints } from "./private-endpoints.ts";
import { RequestFilter } from "./request-filter.ts";
import { SubnetFilters } from "./subnet-filters.ts";
import { planNetworkAcls } from "./subnet-rules.ts";

type Config = Settled<HardenConfig>;
type Options = pulumi.ComponentResourceOptions;

interface Upstreams {
  account: Upstream<typeof account>;
  network: Upstream<typeof network>;
  data: Upstream<typeof data>;
  compute: Upstream<typeof compute>;
  auth: Upstream<typeof auth> | undefined;
}

const namePrefixOf = ({ product, environment }: Config) => `${product}-${environment}`;

/** Makes what `harden.endpoints` lists. */
export function createEndpoints(
  config: Config,
  { network: { vpcId, privateSubnetIds, securityGroupIds, azs } }: Upstreams,
  options: Options,
): PrivateEndpoints | undefined {
  const { endpoints: services, endpointZones } = config.harden;
  if (services.length === 0) return undefined;
  return new PrivateEndpoints(
    "endpoints",
    {
      services,
      region: config.region,
      namePrefix: namePrefixOf(config),
      vpcId,
      // Functions and tasks of every zone reach the one of another zone too, at the price of traffic between zones.
      subnetIds: privateSubnetIds.apply((ids) => (endpointZones === "one" ? ids.slice(0, 1) : ids)),
      securityGroupId: securityGroupIds.apply(({ vpcEndpoints }) => vpcEndpoints),
      zoneCount: azs.apply(({ length }) => (endpointZones === "one" ? 1 : length)),
    },
    options,
  );
}

/** Makes the web ACL, where it has a target. */
export function createFilter(
  config: Config,
  upstream: Upstreams,
  known: KnownCompute,
  options: Options,
): RequestFilter | undefined {
  const { waf } = config.harden;
  const attachments = planAttachments(waf, known);
  if (attachments.length === 0) return undefined;
  return new RequestFilter(
    "request-filter",
    {
      scope: config,
      waf,
      attachments,
      compute: upstream.compute,
      auth: upstream.auth,
      logKmsKeyArn: upstream.account.logKmsKeyArn,
    },
    options,
  );
}

/** Makes the network ACLs that `harden.networkAcls` asks for. */
export function createSubnetFilters(
  config: Config,
  { network: { vpcId, vpcCidr, publicSubnetIds, dbSubnetIds } }: Upstreams,
  options: Options,
): void {
  const plan = planNetworkAcls(config.harden.networkAcls);
  if (plan.length === 0) return;
  new SubnetFilters(
    "subnet-filters",
    {
      plan,
      namePrefix: namePrefixOf(config),
      vpcId,
      vpcCidr,
      subnetIds: { public: publicSubnetIds, db: dbSubnetIds },
    },
    options,
  );
}

/** Makes what `harden.backup` asks for. */
export function createBackups(config: Config, upstream: Upstreams, options: Options): Backups | undefined {
  const { backup } = config.harden;
  if (backup === undefined) return undefined;
  const { permissionsBoundaryArn } = upstream.account;
  return new Backups(
    "backups",
    { scope: config, backup, data: upstream.data, permissionsBoundaryArn },
    options,
  );
}
