import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A record that somebody has to make by hand. */
export interface DnsRecord {
  name: string;
  type: string;
  value: pulumi.Output<string>;
}

/** Who keeps the environment's DNS. */
export interface Dns {
  mode: "route53" | "manual";
  hostedZoneId: pulumi.Output<string | undefined>;
}

/**
 * Points a host name at what AWS serves it from.
 *
 * @returns the records that are left to a person
 */
export function createAlias(
  parent: pulumi.Resource,
  name: string,
  { host, target, zoneId }: { host: string; target: pulumi.Output<string>; zoneId: pulumi.Output<string> },
  { mode, hostedZoneId }: Dns,
): DnsRecord[] {
  if (mode === "manual") return [{ name: host, type: "CNAME", value: target }];
  new aws.route53.Record(
    name,
    {
      zoneId: hostedZoneId.apply((id) => id ?? ""),
      name: host,
      type: "A",
      aliases: [{ name: target, zoneId, evaluateTargetHealth: false }],
    },
    { parent },
  );
  return [];
}
