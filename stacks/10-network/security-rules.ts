import type { NetworkConfig } from "./config.ts";

export const groupNames = [
  "alb",
  "app",
  "db",
  "cache",
  "lambda",
  "vpcEndpoints",
  "vpcLink",
  "albCloudFront",
] as const;
export type GroupName = (typeof groupNames)[number];

export type Peer =
  | { readonly group: GroupName }
  | { readonly cidr: "0.0.0.0/0" }
  /** A list of addresses that AWS keeps. */
  | { readonly prefixList: "s3" | "dynamodb" | "cloudfront" };

export interface Rule {
  /** Logical name, such as "alb-to-app-3000". */
  readonly name: string;
  readonly group: GroupName;
  readonly direction: "ingress" | "egress";
  readonly port: number;
  readonly peer: Peer;
}

type RuleSettings = Pick<
  NetworkConfig["network"],
  | "albPorts"
  | "cloudFrontPort"
  | "cachePort"
  | "dbPort"
  | "dbProxy"
  | "discoveryPorts"
  | "dynamodbEndpoint"
  | "egressPorts"
  | "frontDoor"
  | "servicePorts"
  | "vpcLambdas"
> & { readonly hasEgress: boolean; readonly functionsHaveEgress: boolean };

/** The groups of an environment: CloudFront's exists only where CloudFront is the front door. */
export function planGroups({ frontDoor }: Pick<RuleSettings, "frontDoor">): readonly GroupName[] {
  return groupNames.filter((name) => name !== "albCloudFront" || admitsCloudFront(frontDoor));
}

/** Who may open a connection to whom. What is not listed is refused, in both directions. */
export function planRules(settings: RuleSettings): readonly Rule[] {
  const { albPorts, cachePort, dbPort, discoveryPorts, egressPorts, frontDoor, servicePorts } = settings;
  const lists = settings.dynamodbEndpoint ? (["s3", "dynamodb"] as const) : (["s3"] as const);
  const toData = (group: GroupName) => [
    ...between(group, "db", [dbPort]),
    ...between(group, "cache", [cachePort]),
  ];
  const toAws = (group: GroupName) => [
    ...between(group, "vpcEndpoints", [443]),
    ...lists.map((list) => rule(group, "egress", 443, { prefixList: list })),
  ];
  const toInternet = (group: GroupName) =>
    egressPorts.map((port) => rule(group, "egress", port, { cidr: "0.0.0.0/0" }));

  return [
    ...(frontDoor === "internet" || frontDoor === "both"
      ? albPorts.map((port) => rule("alb", "ingress", port, { cidr: "0.0.0.0/0" }))
      : []),
    ...(admitsCloudFront(frontDoor)
      ? [rule("albCloudFront", "ingress", settings.cloudFrontPort, { prefixList: "cloudfront" })]
      : []),
    ...between("vpcLink", "alb", albPorts),
    ...between("alb", "app", servicePorts),
    ...between("app", "app", discoveryPorts),
    ...toData("app"),
    ...toAws("app"),
    ...(settings.hasEgress ? toInternet("app") : []),
    ...(settings.vpcLambdas ? toData("lambda") : []),
    ...toAws("lambda"),
    ...(settings.functionsHaveEgress ? toInternet("lambda") : []),
    ...(settings.dbProxy ? between("db", "db", [dbPort]) : []),
  ];
}

/** Whether a rule is the way in from the internet that `network.frontDoor` asks for. */
export function isFrontDoor({ group, direction, peer }: Rule): boolean {
  return group === "alb" && direction === "ingress" && "cidr" in peer;
}

function admitsCloudFront(frontDoor: RuleSettings["frontDoor"]): boolean {
  return frontDoor === "cloudfront" || frontDoor === "both";
}

function between(from: GroupName, to: GroupName, ports: readonly number[]): Rule[] {
  return ports.flatMap((port) => [
    rule(from, "egress", port, { group: to }),
    rule(to, "ingress", port, { group: from }),
  ]);
}

function rule(group: GroupName, direction: Rule["direction"], port: number, peer: Peer): Rule {
  const other = "group" in peer ? peer.group : "cidr" in peer ? "internet" : peer.prefixList;
  const name = direction === "egress" ? `${group}-to-${other}-${port}` : `${group}-from-${other}-${port}`;
  return { name, group, direction, port, peer };
}
