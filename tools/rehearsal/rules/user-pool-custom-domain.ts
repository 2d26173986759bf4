import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

function endsIn(host: string, zone: string): boolean {
  const name = zone.replace(/\.$/, "");
  return host === name || host.endsWith(`.${name}`);
}

export const rule: Rule = {
  id: "user-pool-custom-domain",
  tokens: ["aws:cognito/userPoolDomain:UserPoolDomain"],
  operations: ["create"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html",
  refuses({ account, store, inputs }) {
    const domain = textOf(inputs, "domain");
    if (!domain.includes(".")) return undefined;
    const arn = textOf(inputs, "certificateArn");
    const place = { account, region: "us-east-1" };
    const certificate = store.get("aws:acm/certificate:Certificate", place, arn);
    if (!arn.startsWith("arn:aws:acm:us-east-1:")) return "Invalid certificate: it must be in us-east-1";
    if (certificate !== undefined && certificate.properties["status"] !== "ISSUED") {
      return "Invalid certificate: it has not been issued";
    }
    // Only the account's own zones can be looked into; anybody's else may well hold the record.
    const parent = domain.slice(domain.indexOf(".") + 1);
    const zone = store
      .list("aws:route53/zone:Zone", { account })
      .find(({ properties }) => endsIn(parent, textOf(properties, "name")));
    if (zone === undefined) return undefined;
    const resolves = store
      .list("aws:route53/record:Record", { account })
      .some(({ properties }) => textOf(properties, "name") === parent && properties["type"] === "A");
    return resolves
      ? undefined
      : "Custom domain is not a valid subdomain: Was not able to resolve the root domain, please ensure an A record exists for the root domain.";
  },
};
