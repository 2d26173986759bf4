// The layouts and messages are those of awsx 3.9: https://github.com/pulumi/pulumi-awsx/tree/main/awsx/ec2
import { blockAt, overlaps, parseCidr, renderAddress, sizeOf } from "../cidr.ts";
import type { Cidr } from "../cidr.ts";
import type { PropertyValue } from "../property-values.ts";

export interface SubnetSpec {
  readonly type: string;
  readonly name?: string;
  readonly cidrBlocks?: readonly string[];
  readonly cidrMask?: number;
  readonly size?: number;
  readonly assignIpv6AddressOnCreation?: boolean;
  readonly tags?: Readonly<Record<string, PropertyValue>>;
}

/** One subnet of one zone. */
export interface PlannedSubnet {
  /** The logical name: numbered by zone whatever the tag strategy. */
  readonly resourceName: string;
  readonly nameTag: string;
  readonly type: string;
  readonly zone: string;
  readonly cidrBlock: string;
  readonly spec: SubnetSpec;
}

export interface LayoutRequest {
  readonly vpcName: string;
  readonly vpcCidr: string;
  readonly zones: readonly string[];
  readonly specs: readonly SubnetSpec[];
  readonly strategy: string;
  readonly zoneCidrMask?: number;
  readonly nameTagStrategy: string;
}

/** Lays the subnets out zone by zone and refuses what awsx refuses. */
export function layOutSubnets(request: LayoutRequest): PlannedSubnet[] {
  const specs = normalizeSpecs(request.specs, request.zones.length);
  const isExplicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const subnets = isExplicit ? placeExplicitly(request, specs) : placeByMask(request, specs);
  refuseOverlaps(subnets);
  if (request.strategy === "Exact") refuseGaps(request.vpcCidr, subnets);
  return subnets;
}

/** Brings mask and size into agreement; all faults are told at once. */
export function normalizeSpecs(specs: readonly SubnetSpec[], zoneCount: number): SubnetSpec[] {
  const issues: string[] = [];
  const sizes = specs.map((spec) => spec.size).filter((size) => size !== undefined && !isPowerOfTwo(size));
  if (sizes.length > 0)
    issues.push(
      `The following subnet sizes are invalid: ${sizes.join(", ")}. Valid sizes are: ${validSizes.join(", ")}.`,
    );
  const isExplicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const normalized = specs.map((spec, index) => {
    if (isExplicit) {
      const issue = explicitIssue(spec, index, zoneCount);
      if (issue !== undefined) issues.push(issue);
      return spec;
    }
    const mask = spec.cidrMask ?? (spec.size === undefined ? undefined : 32 - Math.log2(spec.size));
    if (mask === undefined) return spec;
    const size = 2 ** (32 - mask);
    if (spec.size !== undefined && spec.size !== size) {
      issues.push(
        `Subnet size ${spec.size} does not match the expected size for a /${mask} subnet (${size}).`,
      );
    }
    return { ...spec, cidrMask: mask, size };
  });
  if (issues.length > 0) throw new Error(`Invalid subnet specifications:\n - ${issues.join("\n - ")}`);
  return normalized;
}

const validSizes = Array.from({ length: 31 }, (_, bits) => 2 ** (32 - bits));

function isPowerOfTwo(size: number): boolean {
  return validSizes.includes(size);
}

function explicitIssue(spec: SubnetSpec, index: number, zoneCount: number): string | undefined {
  if (spec.cidrBlocks === undefined)
    return "If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks.";
  if (spec.cidrBlocks.length !== zoneCount) {
    return `The number of CIDR blocks in subnetSpecs[${index}] must match the number of availability zones (${zoneCount}).`;
  }
  const blocks = spec.cidrBlocks.map(blockOf);
  if (spec.cidrMask !== undefined && blocks.some((block) => block.bits !== spec.cidrMask)) {
    return `The cidrMask in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`;
  }
  if (spec.size !== undefined && blocks.some((block) => sizeOf(block) !== spec.size)) {
    return `The size in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`;
  }
  return undefined;
}

function placeExplicitly(request: LayoutRequest, specs: readonly SubnetSpec[]): PlannedSubnet[] {
  return request.zones.flatMap((zone, zoneIndex) =>
    specs.map((spec) => plannedSubnet(request, spec, zone, zoneIndex, spec.cidrBlocks?.[zoneIndex] ?? "")),
  );
}

function placeByMask(request: LayoutRequest, specs: readonly SubnetSpec[]): PlannedSubnet[] {
  if (request.strategy !== "Auto" && request.strategy !== "Exact") {
    throw new Error(
      `the stand-in AWS knows the subnetStrategy "Auto", "Exact" and explicit cidrBlocks, got "${request.strategy}"`,
    );
  }
  if (specs.length === 0) throw new Error("No subnets specified");
  const vpc = blockOf(request.vpcCidr);
  const zoneBits = request.zoneCidrMask ?? vpc.bits + newBits(request.zones.length);
  const defaultBits = zoneBits + newBits(specs.length);
  const zoneSize = 2 ** (32 - zoneBits);
  const needed = specs.reduce((sum, spec) => sum + 2 ** (32 - (spec.cidrMask ?? defaultBits)), 0);
  if (needed > zoneSize) {
    throw new Error(
      `Subnets are too large for VPC. VPC has ${zoneSize} addresses, but subnets require ${needed} addresses.`,
    );
  }
  return request.zones.flatMap((zone, zoneIndex) => {
    let next = vpc.first + zoneIndex * zoneSize;
    return specs.map((spec) => {
      const bits = spec.cidrMask ?? defaultBits;
      const size = 2 ** (32 - bits);
      const block = blockAt(Math.ceil(next / size) * size, bits);
      next = block.last + 1;
      return plannedSubnet(request, spec, zone, zoneIndex, block.text);
    });
  });
}

function plannedSubnet(
  request: LayoutRequest,
  spec: SubnetSpec,
  zone: string,
  zoneIndex: number,
  cidrBlock: string,
): PlannedSubnet {
  const stem = `${request.vpcName}-${spec.name ?? spec.type.toLowerCase()}`;
  const suffix =
    request.nameTagStrategy === "AvailabilityZone"
      ? zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "")
      : `${zoneIndex + 1}`;
  return {
    resourceName: `${stem}-${zoneIndex + 1}`,
    nameTag: `${stem}-${suffix}`,
    type: spec.type,
    zone,
    cidrBlock,
    spec,
  };
}

function newBits(count: number): number {
  return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

function refuseOverlaps(subnets: readonly PlannedSubnet[]): void {
  const overlapping = subnets.filter((one) =>
    subnets.some((other) => one !== other && overlaps(blockOf(one.cidrBlock), blockOf(other.cidrBlock))),
  );
  if (overlapping.length === 0) return;
  const list = overlapping.map((it, index) => `${index + 1}. ${it.resourceName}: ${it.cidrBlock}\n`).join("");
  throw new Error(
    `The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the size of the subnets per AZ, or use less Availability Zones:\n\n${list}`,
  );
}

function refuseGaps(vpcCidr: string, subnets: readonly PlannedSubnet[]): void {
  const vpc = blockOf(vpcCidr);
  const gaps: string[] = [];
  subnets.forEach((subnet, index) => {
    const block = blockOf(subnet.cidrBlock);
    const previous = subnets[index - 1];
    if (previous === undefined) {
      if (block.first !== vpc.first)
        gaps.push(
          `${subnet.resourceName} (${subnet.cidrBlock}) does not start at the beginning of the VPC (${vpcCidr})`,
        );
    } else if (block.first !== blockOf(previous.cidrBlock).last + 1) {
      gaps.push(
        `${previous.resourceName} (${previous.cidrBlock}) <=> ${subnet.resourceName} (${subnet.cidrBlock})`,
      );
    }
  });
  const last = subnets.at(-1);
  if (last !== undefined && blockOf(last.cidrBlock).last !== vpc.last) {
    gaps.push(
      `${last.resourceName} (ending ${renderAddress(lastHostOf(last.cidrBlock))}) ends before VPC ends (at ${renderAddress(lastHostOf(vpcCidr))}})`,
    );
  }
  if (gaps.length > 0)
    throw new Error(`There are gaps in the subnet ranges. Please fix the following gaps: ${gaps.join(", ")}`);
}

/** awsx prints the last usable address, not the broadcast address. */
function lastHostOf(text: string): number {
  const block = blockOf(text);
  return block.bits < 31 ? block.last - 1 : block.last;
}

function blockOf(text: string): Cidr {
  const block = parseCidr(text);
  if (block === undefined) throw new Error(`Invalid net address: ${text}`);
  return block;
}
