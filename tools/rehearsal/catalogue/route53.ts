import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:route53/zone:Zone",
    noun: "Route53 Hosted Zone",
    service: "Route 53",
    operations: { create: "CreateHostedZone", update: "UpdateHostedZoneComment", delete: "DeleteHostedZone" },
    id: (make) => `Z${make.letters(20)}`,
    outputs(make) {
      const nameServers = nameServersOf(make);
      return {
        arn: `arn:aws:route53:::hostedzone/${make.id}`,
        zoneId: make.id,
        nameServers,
        primaryNameServer: nameServers[0] ?? "",
      };
    },
    defaults: { comment: "Managed by Pulumi", forceDestroy: false },
    createOnly: ["name", "delegationSetId"],
  },
  {
    token: "aws:route53/record:Record",
    noun: "Route53 Record",
    service: "Route 53",
    operations: {
      create: "ChangeResourceRecordSets",
      update: "ChangeResourceRecordSets",
      delete: "ChangeResourceRecordSets",
    },
    id: (make) =>
      [
        make.inputs["zoneId"],
        stringOf(make.inputs["name"]).replace(/\.$/, ""),
        make.inputs["type"],
        make.inputs["setIdentifier"],
      ]
        .filter((part) => part !== undefined)
        .join("_"),
    outputs: (make) => ({ fqdn: stringOf(make.inputs["name"]).replace(/\.$/, "") }),
    createOnly: ["zoneId", "name", "setIdentifier"],
    autoName: false,
  },
];

/** Four servers in four top-level domains, as Route 53 hands them out. */
function nameServersOf(make: Fabrication): string[] {
  return ["com", "net", "org", "co.uk"].map((domain) => {
    const number = parseInt(make.hex(4, domain), 16) % 2048;
    return `ns-${number}.awsdns-${String(number % 64).padStart(2, "0")}.${domain}`;
  });
}
