import { textOf } from "../account-contents.ts";
import { distributionToken, originsOf } from "../distributions.ts";
import type { Rule } from "./rule.ts";

/** The hosts that each kind of access control can sign requests for. */
const hosts: Readonly<Record<string, RegExp>> = {
  s3: /\.s3(\.[a-z0-9-]+)?\.amazonaws\.com$/,
  lambda: /\.lambda-url\.[a-z0-9-]+\.on\.aws$/,
};

export const rule: Rule = {
  id: "origin-access-control-fits",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html",
  refuses({ account, store, inputs }) {
    const unfit = originsOf(inputs).find((origin) => {
      const id = textOf(origin, "originAccessControlId");
      if (id === "") return false;
      const control = store
        .list("aws:cloudfront/originAccessControl:OriginAccessControl", { account })
        .find((one) => one.id === id);
      const form = hosts[textOf(control?.properties ?? {}, "originAccessControlOriginType")];
      return form !== undefined && !form.test(textOf(origin, "domainName"));
    });
    return unfit === undefined
      ? undefined
      : `The origin ${textOf(unfit, "domainName")} is not of the type of its origin access control.`;
  },
};
