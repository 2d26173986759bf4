import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CdnConfig } from "./config.ts";
import { renderHandRecords, type DnsRecord } from "./hand-records.ts";

export interface HostNamesArgs {
  hosts: readonly string[];
  dns: CdnConfig["domain"]["dns"];
  hostedZoneId: pulumi.Output<string | undefined>;
  /** The environment's apex domain. */
  domainName: pulumi.Output<string | undefined>;
  distribution: aws.cloudfront.Distribution;
}

/**
 * Points host names at a distribution.
 *
 * @returns the records that are left to a person
 */
export function createHostNames(
  args: HostNamesArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<DnsRecord[]> {
  const { hosts, dns, hostedZoneId, domainName, distribution } = args;
  if (dns === "manual") {
    return pulumi
      .all([domainName, distribution.domainName])
      .apply(([apex, target]) => renderHandRecords(hosts, apex, target));
  }
  for (const [index, host] of hosts.entries()) {
    const name = index === 0 ? "web" : host;
    for (const type of ["A", "AAAA"] as const) {
      new aws.route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId: hostedZoneId.apply((id) => id ?? ""),
          name: host,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        options,
      );
    }
  }
  return pulumi.output([]);
}
