import { unknownValue } from "./properties.ts";

type Properties = Readonly<Record<string, unknown>>;

const world = ["0.0.0.0/0", "::/0"];
const addressKeys = ["cidrIpv4", "cidrIpv6", "cidrBlock", "ipv6CidrBlock"];

/** Whether a rule of a security group or network ACL speaks of every address. */
export function isOpenToWorld(rule: Properties): boolean {
  return addressKeys.some((key) => world.includes(String(rule[key])));
}

/** Whether the ports of a rule are not known yet. */
export function hasUnknownPorts({ fromPort, toPort, ipProtocol }: Properties): boolean {
  return [fromPort, toPort, ipProtocol].includes(unknownValue);
}

/** Whether a rule covers a port, or covers it "only". A rule without ports, or for all protocols, covers all. */
export function opensPort(rule: Properties, port: number, how: "also" | "only" = "also"): boolean {
  const from = Number(rule["fromPort"] ?? 0);
  const to = Number(rule["toPort"] ?? 65_535);
  const isAll = ["-1", "all"].includes(String(rule["ipProtocol"] ?? rule["protocol"]));
  if (how === "only") return !isAll && from === port && to === port;
  return isAll || (from <= port && port <= to);
}
