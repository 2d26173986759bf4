import { defineNeeds } from "../../shared/needs.ts";
import { networkConfig } from "./config.ts";

export default defineNeeds({
  config: networkConfig,
  of({ network: { nat, azs, azCount = 2 }, domain }) {
    const zones = azs?.length ?? azCount;
    const {
      mode,
      id: zoneId,
      name: zoneName = domain?.name ?? "",
    } = domain?.zone ?? { mode: "none" as const };
    return {
      quotas: {
        ...{ vpcs: 1, internetGateways: 1 },
        natGatewaysPerZone: ["single", "perAz", "regional"].includes(nat) ? 1 : 0,
        elasticIps: { none: 0, single: 1, perAz: zones, regional: zones, "fck-nat": 1 }[nat],
      },
      ...(domain !== undefined &&
        mode !== "none" && { domain: { name: domain.name, zone: mode, zoneName, zoneId } }),
    };
  },
});
