import type { HardenConfig } from "./config.ts";

export type NetworkAclConfig = NonNullable<HardenConfig["harden"]["networkAcls"]>;

/** The VPC's own block, everywhere, or a block. */
export type AclPeer = "vpc" | (string & {});

/** One entry of a network ACL; the lowest number that fits a packet decides. */
export interface AclEntry {
  readonly ruleNo: number;
  readonly action: "allow" | "deny";
  readonly protocol: "tcp" | "udp" | "-1";
  readonly from: AclPeer;
  readonly fromPort: number;
  readonly toPort: number;
}

export interface AclPlan {
  /** Which subnets it filters. */
  readonly tier: "public" | "db";
  readonly ingress: readonly AclEntry[];
  readonly egress: readonly AclEntry[];
}

const everywhere = "0.0.0.0/0";

/** The network ACLs of an environment. They know no connections, so each direction is listed on its own. */
export function planNetworkAcls(config: NetworkAclConfig | undefined): readonly AclPlan[] {
  if (config === undefined) return [];
  const { isolateDatabases, denyCidrs, denyPorts } = config;
  return [
    ...(isolateDatabases
      ? [{ tier: "db" as const, ingress: [all(100, "vpc")], egress: [all(100, "vpc")] }]
      : []),
    ...(denyCidrs.length + denyPorts.length > 0
      ? [
          {
            tier: "public" as const,
            ingress: [
              ...denyCidrs.map((cidr, index) => ({ ...all(100 + index, cidr), action: "deny" as const })),
              // Inside the VPC those ports may be in use, also as the other end of a connection.
              ...(denyPorts.length > 0 ? [all(200, "vpc")] : []),
              ...denyPorts.map((port, index) => deny(300 + index, port)),
              all(1000, everywhere),
            ],
            egress: [
              ...denyCidrs.map((cidr, index) => ({ ...all(100 + index, cidr), action: "deny" as const })),
              all(1000, everywhere),
            ],
          },
        ]
      : []),
  ];
}

function all(ruleNo: number, from: AclPeer): AclEntry {
  return { ruleNo, action: "allow", protocol: "-1", from, fromPort: 0, toPort: 0 };
}

function deny(ruleNo: number, port: number): AclEntry {
  return { ruleNo, action: "deny", protocol: "tcp", from: everywhere, fromPort: port, toPort: port };
}
