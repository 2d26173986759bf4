import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { network } from "../../shared/contracts/network.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import type { ComputeConfig } from "./config.ts";
import type { FrontDoor } from "./front-door.ts";
import { publishesRecord } from "./upstream-rules.ts";

/** Points the API's host name at the public load balancer, where this layer keeps the name. */
export function createApiRecord(
  config: ComputeConfig,
  doors: readonly FrontDoor[],
  { hostedZoneId }: Upstream<typeof network>,
  options: pulumi.ComponentResourceOptions,
): void {
  const door = doors.find(({ scheme }) => scheme === "public");
  if (door === undefined || config.domain.api === undefined || !publishesRecord(config)) return;
  const { dnsName, zoneId } = door.loadBalancer;
  new aws.route53.Record(
    "api",
    {
      zoneId: hostedZoneId.apply((id) => id ?? ""),
      name: config.domain.api,
      type: "A",
      aliases: [{ name: dnsName, zoneId, evaluateTargetHealth: true }],
    },
    options,
  );
}
