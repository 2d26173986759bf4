import { stringOf } from "../catalogue/entry.ts";
import { zonesOf } from "../facts/zones.ts";
import type { Invokes } from "./invoke.ts";

export const invokes: Invokes = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ login, args }) => {
    const region = stringOf(args["region"]) || login.region;
    const excluded = new Set(
      ["excludeNames", "excludeZoneIds"].flatMap((key) => (Array.isArray(args[key]) ? args[key] : [])),
    );
    const zones = zonesOf(region).filter((zone) => !excluded.has(zone.name) && !excluded.has(zone.id));
    return {
      ...args,
      id: region,
      region,
      names: zones.map((zone) => zone.name),
      zoneIds: zones.map((zone) => zone.id),
      groupNames: [`${region}-zg-1`],
    };
  },
  "aws:index/getAvailabilityZone:getAvailabilityZone": ({ login, args }) => {
    const region = stringOf(args["region"]) || login.region;
    const zone = zonesOf(region).find((it) => it.name === args["name"] || it.id === args["zoneId"]);
    if (zone === undefined) throw new Error("no matching EC2 Availability Zone found");
    return {
      ...args,
      id: zone.name,
      name: zone.name,
      nameSuffix: zone.name.slice(region.length),
      zoneId: zone.id,
      region,
      state: "available",
      optInStatus: "opt-in-not-required",
      zoneType: "availability-zone",
      groupName: `${region}-zg-1`,
      groupLongName: region,
      networkBorderGroup: region,
      parentZoneId: "",
      parentZoneName: "",
    };
  },
};
