import type { CommonConfig, Settled } from "./config-schema.ts";

/** The tags that the provider puts on every resource of a layer. */
export function defaultTags(config: Settled<CommonConfig>, layer: string): Record<string, string> {
  return {
    ...config.tags,
    Environment: config.environment,
    Project: config.product,
    ManagedBy: "pulumi",
    CostCenter: config.costCenter,
    Layer: layer,
    Owner: config.owner,
  };
}
