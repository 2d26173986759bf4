import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CommonConfig, Settled } from "./config-schema.ts";
import { defaultTags } from "./tags.ts";

/**
 * The provider of a layer's resources, pinned to the account and region of its configuration: credentials of any
 * other account are refused before anything is read or written. Layers have no default provider (see Pulumi.yaml),
 * so a resource that is not given this one is refused by the engine.
 */
export function createProvider(config: Settled<CommonConfig>): aws.Provider {
  return new aws.Provider("aws", {
    region: config.region as aws.Region,
    allowedAccountIds: [config.accountId],
    defaultTags: { tags: defaultTags(config, pulumi.getProject()) },
  });
}
