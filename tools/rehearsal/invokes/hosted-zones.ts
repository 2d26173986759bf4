import { stringOf } from "../catalogue/entry.ts";
import { hashOf } from "../property-values.ts";
import type { Invokes } from "./invoke.ts";

export const invokes: Invokes = {
  // A zone that no stack made is taken to exist: what is looked up was there before the product.
  "aws:route53/getZone:getZone": ({ login, args, store }) => {
    const name = stringOf(args["name"]).replace(/\.$/, "");
    const own = store
      .list("aws:route53/zone:Zone", { account: login.account })
      .find((zone) => zone.properties["name"] === name);
    const id = own?.id ?? `Z${hashOf(login.account, name).slice(0, 20).toUpperCase()}`;
    const nameServers = own?.properties["nameServers"] ?? [
      "ns-1.awsdns-01.com",
      "ns-2.awsdns-02.net",
      "ns-3.awsdns-03.org",
      "ns-4.awsdns-04.co.uk",
    ];
    // Records may be written into it, so the account remembers it.
    store.keepRemains("outside-zone", { account: login.account, region: "global" }, id, { name });
    return {
      id,
      zoneId: id,
      name,
      arn: `arn:aws:route53:::hostedzone/${id}`,
      privateZone: false,
      callerReference: "",
      comment: "",
      nameServers,
      primaryNameServer: "ns-1.awsdns-01.com",
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      resourceRecordSetCount: 2,
      tags: {},
    };
  },
};
