export interface Zone {
  readonly name: string;
  /** The same physical zone in every account, such as "use1-az1"; names are shuffled per account. */
  readonly id: string;
}

/**
 * Zones in which VPC links, CloudFront VPC origins or App Runner connectors do not work; taken only when there is no
 * other (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html).
 */
const zonesWithGaps: ReadonlySet<string> = new Set(["use1-az3", "usw1-az2", "cac1-az3", "apne1-az3"]);

/**
 * Chooses the zones of an environment, in slot order.
 *
 * @param available what the account sees in the region
 * @returns the zones, or a message that begins with the configuration key at fault
 */
export function selectZones(
  available: readonly Zone[],
  wanted: {
    readonly region: string;
    readonly zoneCount: number;
    readonly pinned: readonly string[] | undefined;
  },
): { zones: readonly Zone[] } | { fault: string } {
  const byName = [...available].sort((a, b) => a.name.localeCompare(b.name));
  const offer = byName.map(({ name }) => name).join(", ");
  if (wanted.pinned !== undefined) {
    const unknown = wanted.pinned.filter((name) => !byName.some((zone) => zone.name === name));
    if (unknown.length > 0) {
      return {
        fault: `network.azs lists ${unknown.join(", ")}, expected zones that ${wanted.region} offers this account, got ${offer}; correct the list`,
      };
    }
    return { zones: wanted.pinned.map((name) => byName.find((zone) => zone.name === name) as Zone) };
  }
  if (byName.length < wanted.zoneCount) {
    return {
      fault: `network.azCount is ${wanted.zoneCount}, expected at most the ${byName.length} zones that ${wanted.region} offers this account (${offer}); set network.azCount to ${byName.length} or choose another region`,
    };
  }
  const preferred = [
    ...byName.filter(({ id }) => !zonesWithGaps.has(id)),
    ...byName.filter(({ id }) => zonesWithGaps.has(id)),
  ];
  return { zones: preferred.slice(0, wanted.zoneCount) };
}
