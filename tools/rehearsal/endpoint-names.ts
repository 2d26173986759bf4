import type { Fabrication } from "./catalogue/entry.ts";

/** ElastiCache writes regions as "usw1". */
export function shortRegion(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  const short: Record<string, string> = {
    northeast: "ne",
    southeast: "se",
    northwest: "nw",
    southwest: "sw",
  };
  return `${area}${short[direction] ?? direction.slice(0, 1)}${number}`;
}

export function privateDnsOf(endpointId: string, make: Fabrication): string {
  const service = String(make.inputs["serviceName"]).split(".").at(-1);
  return `${endpointId}-${make.hex(8, "dns")}.${service}.${make.region}.vpce.amazonaws.com`;
}
