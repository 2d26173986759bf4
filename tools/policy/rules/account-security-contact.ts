import { securityHub, stackRule } from "../rule.ts";

export default stackRule({
  title: "AWS knows whom to tell about the account's security",
  controls: ["Account.1"],
  types: ["aws:cloudtrail/trail:Trail"],
  check: (_trail, stack) =>
    stack
      .all("aws:account/alternativeContact:AlternativeContact")
      .some(({ properties }) => properties["alternateContactType"] === "SECURITY")
      ? undefined
      : "AWS has nobody to tell about the account's security, expected a contact SECURITY, got none",
  remedy: "set account.contacts.security",
  source: securityHub("Account.1"),
});
