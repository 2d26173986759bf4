import { ingressRuleToken, egressRuleToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-group-rule-peer",
  tokens: [ingressRuleToken, egressRuleToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html",
  refuses({ inputs }) {
    const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].filter(
      (it) => inputs[it] !== undefined,
    );
    if (peers.length !== 1) {
      return `exactly one of cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id must be specified, got ${peers.length}`;
    }
    const [from, to] = [Number(inputs["fromPort"] ?? -1), Number(inputs["toPort"] ?? -1)];
    return /^(tcp|udp|6|17)$/.test(textOf(inputs, "ipProtocol")) && (from < 0 || to > 65535 || from > to)
      ? `Invalid value for portRange. Must specify both from and to ports with TCP/UDP.`
      : undefined;
  },
};
