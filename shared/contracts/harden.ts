import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { auth } from "./auth.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { network } from "./network.ts";
import { arn, resourceId } from "./values.ts";

/** What 80-harden promises to the layers above it. */
export const harden = defineContract({
  layer: "80-harden",
  reads: [account, network, data, compute],
  optionalReads: [auth],
  outputs: {
    webAclArn: arn("wafv2").optional().describe("The regional web ACL"),
    webAclName: z.string().optional().describe("Dimension of the web ACL's metrics"),
    webAclMode: z
      .enum(["off", "count", "block"])
      .describe("Whether the web ACL only reports what it would block; off where there is none"),
    vpcEndpointIds: z.record(z.string(), resourceId("vpce")).describe("Interface endpoints by service"),
    endpointCostMonthlyUsd: z
      .number()
      .min(0, "expected 0 or more")
      .describe("Fixed monthly cost of the interface endpoints in USD, without traffic"),
    backupVaultArn: arn("backup").optional().describe("The vault of the environment's backups"),
    backupCopyVaultArn: arn("backup").optional().describe("The vault of their copies in another region"),
  },
});
