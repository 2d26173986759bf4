import { ingressRuleToken, egressRuleToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

const identity = [
  "securityGroupId",
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "referencedSecurityGroupId",
];

export const rule: Rule = {
  id: "security-group-rule-twice",
  tokens: [ingressRuleToken, egressRuleToken],
  operations: ["create"],
  code: "InvalidPermission.Duplicate",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, token, inputs }) {
    const same = store
      .list(token, { account, region })
      .some((rule) =>
        identity.every((property) => (rule.properties[property] ?? "") === (inputs[property] ?? "")),
      );
    const peer = identity
      .slice(4)
      .map((property) => textOf(inputs, property))
      .find((text) => text !== "");
    return same
      ? `the specified rule "peer: ${peer ?? ""}, ${textOf(inputs, "ipProtocol").toUpperCase()}, from port: ${String(inputs["fromPort"])}, to port: ${String(inputs["toPort"])}, ALLOW" already exists`
      : undefined;
  },
};
