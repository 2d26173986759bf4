import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CommonConfig, Settled } from "./config-schema.ts";
import { emulatorArgs, emulatorVariable } from "./emulator.ts";
import { environmentVariable } from "./environment.ts";
import { defaultTags } from "./tags.ts";

/**
 * The provider of a layer's resources, pinned to the account and region of its configuration: credentials of any
 * other account are refused before anything is read or written. Layers have no default provider (see Pulumi.yaml),
 * so a resource that is not given this one is refused by the engine.
 *
 * In a rehearsal against an emulator it talks to that, whose only account is its own.
 */
export function createProvider(config: Settled<CommonConfig>): aws.Provider {
  const emulator = environmentVariable(emulatorVariable);
  return new aws.Provider("aws", {
    region: config.region as aws.Region,
    ...(emulator === undefined
      ? { allowedAccountIds: [config.accountId] }
      : emulatorArgs(emulator, config.accountId)),
    defaultTags: { tags: defaultTags(config, pulumi.getProject()) },
  });
}
