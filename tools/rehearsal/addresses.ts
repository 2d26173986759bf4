import { parseCidr, renderAddress } from "./cidr.ts";
import { stringOf } from "./catalogue/entry.ts";
import type { Fabrication } from "./catalogue/entry.ts";

/** 198.18.0.0/15 belongs to nobody (RFC 2544), so that no output names a stranger's machine. */
export function publicAddress(make: Fabrication): string {
  const number = parseInt(make.hex(8, "public"), 16) % 2 ** 17;
  return renderAddress(198 * 2 ** 24 + 18 * 2 ** 16 + number);
}

/** An address inside a subnet, above the four that AWS keeps for itself. */
export function privateAddress(make: Fabrication, subnetId: string, salt = "private"): string {
  const subnet = make.store.get("aws:ec2/subnet:Subnet", make, subnetId);
  const block = parseCidr(stringOf(subnet?.properties["cidrBlock"]));
  if (block === undefined) return "";
  const free = block.last - block.first - 5;
  return renderAddress(block.first + 4 + (parseInt(make.hex(8, salt), 16) % free));
}

export function vpcOfSubnet(make: Fabrication, subnetId: string): string {
  return stringOf(make.store.get("aws:ec2/subnet:Subnet", make, subnetId)?.properties["vpcId"]);
}
