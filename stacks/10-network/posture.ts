import type { NetworkConfig } from "./config.ts";
import { checkPinnedSubnets, planSubnets, type CidrPlan } from "./cidr-plan.ts";

/** The network's settings with everything decided that the configuration leaves to the profile. */
export interface Posture {
  readonly zoneCount: number;
  readonly plan: CidrPlan;
  /** The tier in which tasks run. */
  readonly taskTier: "public" | "private";
  readonly assignPublicIp: boolean;
  /** Whether tasks reach the internet, and whether functions do, which never have a public address. */
  readonly hasEgress: boolean;
  readonly functionsHaveEgress: boolean;
  readonly flowLogs: "off" | "cloudwatch" | "s3";
  readonly flowLogRetentionDays: number;
  readonly protect: boolean;
}

const byProfile = {
  dev: { flowLogs: "off", flowLogRetentionDays: 7, protect: false },
  poc: { flowLogs: "off", flowLogRetentionDays: 7, protect: false },
  stage: { flowLogs: "cloudwatch", flowLogRetentionDays: 30, protect: true },
  prod: { flowLogs: "cloudwatch", flowLogRetentionDays: 365, protect: true },
} as const;

/** Settles what the profile decides; the configuration was checked before, so its plan fits. */
export function normalizeNetwork({ profile, network }: Pick<NetworkConfig, "profile" | "network">): Posture {
  const preset = byProfile[profile];
  const zoneCount = network.azs?.length ?? network.azCount ?? 2;
  const result =
    network.subnetCidrs === undefined
      ? planSubnets(network.cidr, zoneCount)
      : checkPinnedSubnets(network.cidr, zoneCount, network.subnetCidrs);
  if ("faults" in result) throw new Error("the configuration let a CIDR plan pass that does not fit");
  const open = network.mode === "open";
  return {
    zoneCount,
    plan: result.plan,
    taskTier: open ? "public" : "private",
    assignPublicIp: open,
    hasEgress: open || network.nat !== "none",
    functionsHaveEgress: network.nat !== "none",
    flowLogs: network.flowLogs ?? preset.flowLogs,
    flowLogRetentionDays: network.flowLogRetentionDays ?? preset.flowLogRetentionDays,
    protect: network.protect ?? preset.protect,
  };
}
