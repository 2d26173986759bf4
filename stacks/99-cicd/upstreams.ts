import { account } from "../../shared/contracts/account.ts";
import type { cicd } from "../../shared/contracts/cicd.ts";
import { refuseMisfits } from "../../shared/layer-config.ts";
import type { Layer } from "../../shared/stack-reference.ts";
import type { CicdConfig } from "./config.ts";
import { findUpstreamFaults } from "./upstream-rules.ts";

/**
 * Refuses a configuration that asks for what the account does not offer, before the first resource is made.
 *
 * @throws ConfigError with every fault at once
 */
export async function refuseUnfitUpstreams(config: CicdConfig, layer: Layer<typeof cicd>): Promise<void> {
  if (!(await layer.knows(account))) return;
  refuseMisfits(
    findUpstreamFaults(config, {
      githubOidcProviderArn: await layer.readKnown(account, "githubOidcProviderArn"),
      permissionsBoundaryArn: await layer.readKnown(account, "permissionsBoundaryArn"),
    }),
  );
}
