import { usersOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "zone-not-empty",
  tokens: ["aws:route53/zone:Zone"],
  operations: ["delete"],
  code: "HostedZoneNotEmpty",
  source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html",
  refuses: ({ account, region, store, id, olds }) =>
    olds["forceDestroy"] !== true &&
    usersOf(store, { account, region }, id, [["aws:route53/record:Record", "zoneId"]]).length > 0
      ? "The specified hosted zone contains non-required resource record sets and so cannot be deleted."
      : undefined,
};
