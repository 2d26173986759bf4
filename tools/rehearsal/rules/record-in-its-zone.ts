import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "record-in-its-zone",
  tokens: ["aws:route53/record:Record"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidChangeBatch",
  source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html",
  refuses({ account, region, store, inputs }) {
    const zoneId = textOf(inputs, "zoneId");
    const place = { account, region };
    const zone =
      store.get("aws:route53/zone:Zone", place, zoneId)?.properties ??
      store.remains("outside-zone", place, zoneId);
    if (zone === undefined) return `No hosted zone found with ID: ${zoneId}`;
    const [name, parent] = [textOf(inputs, "name"), textOf(zone, "name")].map((text) =>
      text.toLowerCase().replace(/\.$/, ""),
    );
    // The provider completes a name that does not end in the zone's.
    if (name === parent || name?.endsWith(`.${parent ?? ""}`) || !name?.includes(".")) return undefined;
    return `[RRSet with DNS name ${name}. is not permitted in zone ${parent ?? ""}.]`;
  },
};
