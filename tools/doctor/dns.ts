import type { World } from "../../shared/gate.ts";
import { breaks, ok, warns, type DoctorFinding } from "./findings.ts";
import type { StackNeeds } from "./needs.ts";

/** Asks the DNS for the name servers of a domain, such as `resolveNs` of node:dns/promises. */
export type ResolveNs = (domain: string) => Promise<string[]>;

/** Whether the world is sent to our zones: without that no certificate is ever issued. */
export async function checkDelegation(
  world: Pick<World, "aws">,
  resolveNs: ResolveNs,
  stacks: readonly StackNeeds[],
): Promise<DoctorFinding[]> {
  const found = await Promise.all(
    stacks.map(async (stack): Promise<DoctorFinding[]> => {
      const { domain } = stack.needs;
      if (domain === undefined) return [];
      const zone = await readZone(world, stack.region, domain.zoneName, domain.zoneId);
      if (zone === undefined) {
        return [
          domain.zone === "create"
            ? warns(
                "DNS",
                `the zone of ${domain.zoneName} is made by ${stack.id}`,
                "after its first update set the output nameServers at the registrar, then domain.certs.issued: true",
              )
            : breaks(
                "DNS",
                `Route 53 has no public zone ${domain.zoneName} in this account, and ${stack.id} looks it up`,
                "make the zone, name it in domain.zone, or set domain.zone.mode: create",
              ),
        ];
      }
      return [describeDelegation(domain, zone, await resolveNs(domain.zoneName).catch(() => []))];
    }),
  );
  return found.flat();
}

/** Compares the name servers that the world is sent to with those of the zone. */
export function describeDelegation(
  { zone, zoneName }: { zone: "create" | "lookup"; zoneName: string },
  ours: readonly string[],
  theirs: readonly string[],
): DoctorFinding {
  const plain = (names: readonly string[]) =>
    names.map((name) => name.toLowerCase().replace(/\.$/, "")).sort();
  const [wanted, got] = [plain(ours), plain(theirs)];
  if (got.length > 0 && got.every((name) => wanted.includes(name))) {
    return ok("DNS", `${zoneName} is delegated to its zone`);
  }
  const message = `${zoneName} is served by ${got.join(", ") || "nobody"}, expected ${wanted.join(", ")}`;
  const remedy = "set these name servers at the registrar or in the parent zone";
  // A zone that was made here is delegated in a step of its own, and certificates wait for it.
  return zone === "create" ? warns("DNS", message, remedy) : breaks("DNS", message, remedy);
}

async function readZone(
  world: Pick<World, "aws">,
  region: string,
  name: string,
  id: string | undefined,
): Promise<string[] | undefined> {
  const { GetHostedZoneCommand, ListHostedZonesByNameCommand, Route53Client } =
    await import("@aws-sdk/client-route-53");
  const client = new Route53Client(world.aws(region));
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: name }));
  const zone = HostedZones.find(
    ({ Id, Name, Config }) =>
      Config?.PrivateZone !== true && (id === undefined ? Name === `${name}.` : Id?.endsWith(`/${id}`)),
  );
  if (zone === undefined) return undefined;
  const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: zone.Id }));
  return DelegationSet?.NameServers ?? [];
}
