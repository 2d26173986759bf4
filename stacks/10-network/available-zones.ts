import * as aws from "@pulumi/aws";
import { ConfigError } from "../../shared/layer-config.ts";
import { selectZones, type Zone } from "./zones.ts";

/**
 * The environment's zones, in slot order. Plain values, because they decide which subnets exist.
 *
 * @throws ConfigError when the account has not as many zones in the region, or not the pinned ones
 */
export async function readZones(
  wanted: Parameters<typeof selectZones>[1],
  provider: aws.Provider,
): Promise<readonly Zone[]> {
  const { names, zoneIds } = await aws.getAvailabilityZones(
    { state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
    { provider, async: true },
  );
  const available = names.map((name, index) => ({ name, id: zoneIds[index]! }));
  const selection = selectZones(available, wanted);
  if ("fault" in selection) throw new ConfigError(`10-network:${selection.fault}`);
  return selection.zones;
}
