/** The three kinds of subnet that every zone has from the first day on; a subnet costs nothing. */
export const tiers = ["public", "private", "db"] as const;
export type Tier = (typeof tiers)[number];

/** Blocks of one VPC: for each tier one per zone, and what is left over in each zone. */
export interface CidrPlan {
  readonly subnets: Readonly<Record<Tier, readonly string[]>>;
  /**
   * Blocks kept free, as lists with one block per zone. With them every address of the VPC is accounted for, zone by
   * zone, as the "Exact" strategy of awsx demands. Undefined where the subnets were pinned, which leaves arbitrary gaps.
   */
  readonly reserved: readonly (readonly string[])[] | undefined;
}

export interface PlanFault {
  /** Where the fault is, below "network", such as ["subnetCidrs", "db"]. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type PlanResult = { plan: CidrPlan } | { faults: readonly PlanFault[] };

/** A load balancer needs /27 with 8 free addresses (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html). */
const smallestSubnet = 27;
/** Each zone's share is cut into four: three tiers and one block in reserve. */
const tierBits = 2;

/**
 * Cuts a VPC's block into equal shares, one per zone slot, and each share into four subnets. There are four zone slots
 * (two in a /24, where four would leave subnets below /27), used or not, so that adding a zone never renumbers one.
 */
export function planSubnets(cidr: string, zoneCount: number): PlanResult {
  const vpc = parse(cidr);
  const fault = (message: string): PlanResult => ({ faults: [{ path: ["cidr"], message }] });
  if (vpc.base !== vpc.address) {
    return fault(`is "${cidr}", which sets bits after its prefix; use "${format(vpc)}"`);
  }
  if (vpc.prefix < 16) {
    return fault(
      `is "${cidr}", expected /16 or smaller, the largest VPC; use "${format({ ...vpc, prefix: 16 })}"`,
    );
  }
  const slotBits = vpc.prefix + 2 + tierBits <= smallestSubnet ? 2 : 1;
  const subnetPrefix = vpc.prefix + slotBits + tierBits;
  if (zoneCount > 2 ** slotBits || subnetPrefix > smallestSubnet) {
    const fitting = zoneCount > 2 ? 23 : 24;
    return fault(
      `is "${cidr}", too small for ${zoneCount} zones of 3 subnets, each /${smallestSubnet} or larger as a load balancer ` +
        `needs, expected /${fitting} or larger; use "${format(containing(vpc, fitting))}"` +
        (vpc.prefix === 24 ? " or 2 zones" : ""),
    );
  }

  const subnetSize = 2 ** (32 - subnetPrefix);
  const zoneSize = subnetSize * 2 ** tierBits;
  const blocks = (tier: number) =>
    Array.from({ length: zoneCount }, (_, zone) =>
      format({ base: vpc.base + zone * zoneSize + tier * subnetSize, prefix: subnetPrefix }),
    );
  const end = vpc.base + 2 ** (32 - vpc.prefix);
  const free = Array.from({ length: zoneCount }, (_, zone) => {
    const start = vpc.base + zone * zoneSize + tiers.length * subnetSize;
    return fill(start, zone === zoneCount - 1 ? end : vpc.base + (zone + 1) * zoneSize);
  });
  return {
    plan: { subnets: { public: blocks(0), private: blocks(1), db: blocks(2) }, reserved: transpose(free) },
  };
}

/** Checks subnets that the configuration pins, one per zone and tier. */
export function checkPinnedSubnets(
  cidr: string,
  zoneCount: number,
  pinned: Readonly<Record<Tier, readonly string[]>>,
): PlanResult {
  const vpc = parse(cidr);
  const all = tiers.flatMap((tier) =>
    pinned[tier].map((text, zone) => ({ text, path: ["subnetCidrs", tier, zone], ...parse(text) })),
  );
  const faults: PlanFault[] = [];
  for (const tier of tiers) {
    if (pinned[tier].length !== zoneCount) {
      faults.push({
        path: ["subnetCidrs", tier],
        message: `has ${pinned[tier].length} blocks, expected one for each of the ${zoneCount} zones in network.azs`,
      });
    }
  }
  for (const [index, subnet] of all.entries()) {
    const wrong = (message: string) => faults.push({ path: subnet.path, message });
    if (subnet.base !== subnet.address) {
      wrong(`is "${subnet.text}", which sets bits after its prefix; use "${format(subnet)}"`);
    } else if (!contains(vpc, subnet)) {
      wrong(`is "${subnet.text}", expected a block inside network.cidr "${cidr}"`);
    } else if (subnet.prefix > smallestSubnet) {
      wrong(
        `is "${subnet.text}", expected /${smallestSubnet} or larger; use "${format(containing(subnet, smallestSubnet))}"`,
      );
    }
    const other = all
      .slice(0, index)
      .find((earlier) => contains(earlier, subnet) || contains(subnet, earlier));
    if (other !== undefined) {
      wrong(`is "${subnet.text}", which overlaps "${other.text}" of network.${other.path.join(".")}`);
    }
  }
  return faults.length > 0 ? { faults } : { plan: { subnets: pinned, reserved: undefined } };
}

interface Block {
  base: number;
  prefix: number;
}

function parse(text: string): Block & { address: number } {
  const [host = "", prefixText] = text.split("/");
  const address = host.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const prefix = Number(prefixText);
  return { address, ...containing({ base: address, prefix: 32 }, prefix) };
}

function format({ base, prefix }: Block): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join(".")}/${prefix}`;
}

function containing({ base }: Block, prefix: number): Block {
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(base / size) * size, prefix };
}

function contains(outer: Block, inner: Block): boolean {
  return outer.prefix <= inner.prefix && containing(inner, outer.prefix).base === outer.base;
}

/** The fewest blocks that fill a range, in order. */
function fill(start: number, end: number): Block[] {
  const blocks: Block[] = [];
  for (let base = start; base < end;) {
    let prefix = 32;
    while (prefix > 0 && base % 2 ** (33 - prefix) === 0 && base + 2 ** (33 - prefix) <= end) prefix -= 1;
    blocks.push({ base, prefix });
    base += 2 ** (32 - prefix);
  }
  return blocks;
}

/** Lists with one block per zone; the last block of a zone that has fewer than another is halved until they are level. */
function transpose(zones: readonly Block[][]): string[][] {
  const length = Math.max(...zones.map((blocks) => blocks.length));
  for (const blocks of zones) {
    while (blocks.length < length) {
      const { base, prefix } = blocks.pop() as Block;
      blocks.push({ base, prefix: prefix + 1 }, { base: base + 2 ** (31 - prefix), prefix: prefix + 1 });
    }
  }
  return Array.from({ length }, (_, index) => zones.map((blocks) => format(blocks[index] as Block)));
}
