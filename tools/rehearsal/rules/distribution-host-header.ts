import { stringsIn, textOf } from "../account-contents.ts";
import { behaviorsOf, distributionToken, originsOf } from "../distributions.ts";
import type { Rule } from "./rule.ts";

/** AWS's own policy that hands on every header, Host included. */
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
/** Hosts of AWS that find the customer by the Host header; behind "d-" stands the target of an API's own domain. */
const byHost =
  /^(?!d-)[^.]+\.(execute-api\.[\w-]+\.amazonaws\.com|lambda-url\.[\w-]+\.on\.aws|[\w-]+\.awsapprunner\.com|ecs\.[\w-]+\.on\.aws)$/;

/** AWS takes such a distribution too, and its origin answers every call with 403. */
export const rule: Rule = {
  id: "distribution-host-header",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header",
  refuses({ account, store, inputs }) {
    // App Runner knows its customers by their own domains too.
    const aliases = stringsIn(inputs["aliases"]);
    const isOwnDomain = store
      .list("aws:apprunner/customDomainAssociation:CustomDomainAssociation", { account })
      .some(({ properties }) => aliases.includes(textOf(properties, "domainName")));
    const strict = originsOf(inputs).filter((origin) => {
      const host = textOf(origin, "domainName");
      return byHost.test(host) && !(isOwnDomain && host.endsWith(".awsapprunner.com"));
    });
    const wrong = behaviorsOf(inputs)
      .filter((behavior) => behavior["originRequestPolicyId"] === allViewer)
      .map((behavior) => strict.find((origin) => origin["originId"] === behavior["targetOriginId"]))
      .find((origin) => origin !== undefined);
    return wrong === undefined
      ? undefined
      : `the origin ${textOf(wrong, "domainName")} refuses the viewer's Host header, expected the policy AllViewerExceptHostHeader`;
  },
};
