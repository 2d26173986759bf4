import { textOf } from "../account-contents.ts";
import { behaviorsOf, distributionToken, originsOf } from "../distributions.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "distribution-origin-named",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "NoSuchOrigin",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
  refuses({ inputs }) {
    const ids = [...originsOf(inputs), ...objectsIn(inputs, "originGroups")].map((origin) =>
      textOf(origin, "originId"),
    );
    const isLost = behaviorsOf(inputs).some((behavior) => !ids.includes(textOf(behavior, "targetOriginId")));
    return isLost ? "One or more of your origins or origin groups do not exist." : undefined;
  },
};
