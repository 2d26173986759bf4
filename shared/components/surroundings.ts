import * as pulumi from "@pulumi/pulumi";
import type { data } from "../contracts/data.ts";
import type { DeepInput, Upstream } from "../stack-reference.ts";
import type { Surroundings } from "./container-settings.ts";

/** Gathers what the containers of an environment can be given, once for all of them. */
export function gatherSurroundings(
  { accountId, region }: { accountId: string; region: string },
  upstream: Upstream<typeof data>,
  others: {
    repositories: DeepInput<Surroundings["repositories"]>;
    execLog: DeepInput<Surroundings["execLog"]>;
  },
): pulumi.Output<Surroundings> {
  const { db, cache, buckets, secretArns, ssmPrefix, dataKmsKeyArn } = upstream;
  const { repositories, execLog } = others;
  return pulumi
    .output({ db, cache, buckets, secretArns, ssmPrefix, dataKmsKeyArn, repositories, execLog })
    .apply((values) => ({ accountId, region, ...values }));
}
