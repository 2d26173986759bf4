import type { Route } from "@aws-sdk/client-ec2";
import { network } from "../../shared/contracts/network.ts";
import { defineGate, type World } from "../../shared/gate.ts";
import { networkConfig } from "./config.ts";

export default defineGate({
  contract: network,
  config: networkConfig,
  checks: [
    {
      id: "tiers-are-apart",
      title: "no subnet is in two tiers",
      expected: "public, private and database subnets without one in common",
      remedy: "bring 10-network up again; its outputs are mixed up",
      look({ outputs: { publicSubnetIds, privateSubnetIds, dbSubnetIds } }) {
        const all = [...publicSubnetIds, ...privateSubnetIds, ...dbSubnetIds];
        const twice = all.filter((id, at) => all.indexOf(id) !== at);
        return twice.map((id) => `${id} in two`);
      },
    },
    {
      id: "databases-are-isolated",
      title: "database subnets have no way to the internet",
      reach: "aws",
      expected: "no default route in their route tables",
      remedy: "remove the route; somebody has added it by hand, or bring 10-network up again with --refresh",
      async look({ outputs, config }, world) {
        const tables = await readRoutes(outputs.dbRouteTableIds, config.region, world);
        return tables.flatMap(({ id, routes }) =>
          routes.filter(leadsOut).map((route) => `${id} has a route to ${destinationOf(route)}`),
        );
      },
    },
    {
      id: "public-subnets-reach-out",
      title: "public subnets reach the internet",
      reach: "aws",
      expected: "an active default route to an internet gateway",
      remedy: "bring 10-network up again with --refresh; somebody has changed a route",
      async look({ outputs, config }, world) {
        const tables = await readRoutes(outputs.publicRouteTableIds, config.region, world);
        return tables
          .filter(
            ({ routes }) =>
              !routes.some(
                (route) => leadsOut(route) && route.GatewayId?.startsWith("igw-") && isActive(route),
              ),
          )
          .map(({ id }) => `none in ${id}`);
      },
    },
    {
      id: "nat-routes-are-alive",
      title: "private subnets reach the internet through NAT",
      reach: "aws",
      skip: ({ outputs }) => (outputs.natMode === "none" ? "there is no NAT (network.nat)" : undefined),
      expected: "active routes to a NAT gateway or instance",
      remedy: "a blackhole says that the NAT is gone: bring 10-network up again with --refresh",
      timeoutSeconds: 120,
      async look({ outputs, config }, world) {
        const tables = await readRoutes(outputs.privateRouteTableIds, config.region, world);
        return tables.flatMap(({ id, routes }) => {
          const out = routes.filter(leadsOut);
          if (out.length === 0) return [`no way out in ${id}`];
          return out
            .filter((route) => !isActive(route))
            .map((route) => `${id} sends ${destinationOf(route)} into a ${route.State}`);
        });
      },
    },
    {
      id: "data-groups-are-closed",
      title: "the groups of database and cache let nobody in from the internet",
      reach: "aws",
      expected: "no rule for 0.0.0.0/0 or ::/0",
      remedy: "remove the rule in EC2's console; somebody has added it by hand",
      timeoutSeconds: 0,
      async look({ outputs: { securityGroupIds }, config }, world) {
        const { EC2Client, DescribeSecurityGroupsCommand } = await import("@aws-sdk/client-ec2");
        const { SecurityGroups = [] } = await new EC2Client(world.aws(config.region)).send(
          new DescribeSecurityGroupsCommand({ GroupIds: [securityGroupIds.db, securityGroupIds.cache] }),
          { abortSignal: world.signal },
        );
        return SecurityGroups.filter(({ IpPermissions = [] }) =>
          IpPermissions.some(
            ({ IpRanges = [], Ipv6Ranges = [] }) =>
              IpRanges.some(({ CidrIp }) => CidrIp === "0.0.0.0/0") ||
              Ipv6Ranges.some(({ CidrIpv6 }) => CidrIpv6 === "::/0"),
          ),
        ).map(({ GroupId }) => `${GroupId} is open to the world`);
      },
    },
    {
      id: "certificates-are-issued",
      title: "the certificates are issued",
      reach: "aws",
      skip: ({ outputs }) =>
        outputs.certificatesIssued ? undefined : "nothing uses a certificate yet (domain.certs.issued)",
      expected: "status ISSUED, here and in us-east-1",
      remedy: "make the records in the output validationRecords, or look at the certificate in ACM's console",
      timeoutSeconds: 120,
      async look({ outputs: { regionalCertificateArn, edgeCertificateArn } }, world) {
        const { ACMClient, DescribeCertificateCommand } = await import("@aws-sdk/client-acm");
        const arns = [regionalCertificateArn, edgeCertificateArn].filter((arn) => arn !== undefined);
        const found = await Promise.all(
          arns.map(async (arn) => {
            const client = new ACMClient(world.aws(arn.split(":")[3]!));
            const { Certificate } = await client.send(
              new DescribeCertificateCommand({ CertificateArn: arn }),
              { abortSignal: world.signal },
            );
            return { arn, status: Certificate?.Status };
          }),
        );
        return found
          .filter(({ status }) => status !== "ISSUED")
          .map(({ arn, status }) => `${arn} is ${status}`);
      },
    },
  ],
  confirmations: [
    {
      id: "name-servers",
      what: "the registrar (or the parent zone) sends the domain to the name servers of our zone",
      how: "the output nameServers; afterwards set domain.certs.issued: true",
      applies: ({ domain }) => domain?.zone.mode === "create",
    },
    {
      id: "certificate-records",
      what: "the records that prove the domain to ACM exist where its DNS is kept",
      how: "the output validationRecords; afterwards set domain.certs.issued: true",
      applies: ({ domain }) => domain?.certs.validation === "manual",
    },
    {
      id: "certificate-mail",
      what: "somebody has followed the link in ACM's mail to the domain's contacts",
      how: "the mail goes to admin@, postmaster@ and others of the domain; afterwards set domain.certs.issued: true",
      applies: ({ domain }) => domain?.certs.validation === "email",
    },
  ],
});

interface RouteTable {
  id: string;
  routes: Route[];
}

async function readRoutes(
  RouteTableIds: readonly string[],
  region: string,
  world: World,
): Promise<RouteTable[]> {
  const { EC2Client, DescribeRouteTablesCommand } = await import("@aws-sdk/client-ec2");
  const { RouteTables = [] } = await new EC2Client(world.aws(region)).send(
    new DescribeRouteTablesCommand({ RouteTableIds: [...RouteTableIds] }),
    { abortSignal: world.signal },
  );
  return RouteTables.map(({ RouteTableId = "", Routes = [] }) => ({ id: RouteTableId, routes: Routes }));
}

/** Our own NAT is routed by two halves of everything. */
const everywhere = ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"];

function leadsOut(route: Route): boolean {
  return everywhere.includes(destinationOf(route));
}

function destinationOf({ DestinationCidrBlock, DestinationIpv6CidrBlock }: Route): string {
  return DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? "";
}

function isActive({ State }: Route): boolean {
  return State === "active";
}
