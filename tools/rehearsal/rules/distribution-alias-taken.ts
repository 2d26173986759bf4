import { stringsIn } from "../account-contents.ts";
import { distributionToken } from "../distributions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "distribution-alias-taken",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "CNAMEAlreadyExists",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
  // A host name belongs to one distribution in the world, whatever the account.
  refuses({ store, id, inputs }) {
    const aliases = stringsIn(inputs["aliases"]);
    const isTaken = store
      .list(distributionToken)
      .some(
        (one) => one.id !== id && stringsIn(one.properties["aliases"]).some((host) => aliases.includes(host)),
      );
    return isTaken
      ? "One or more of the CNAMEs you provided are already associated with a different resource."
      : undefined;
  },
};
