import { subnetToken, interfacesIn } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "subnet-in-use",
  tokens: [subnetToken],
  operations: ["delete"],
  code: "DependencyViolation",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses: ({ account, region, store, id }) =>
    interfacesIn(store, { account, region }, id).length > 0
      ? `The subnet '${id}' has dependencies and cannot be deleted.`
      : undefined,
};
