import { listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";
import { isOpenToWorld, opensPort } from "../security-rule.ts";

const adminPorts = [22, 3389];

export default resourceRule({
  title: "No network ACL lets the internet reach SSH or RDP",
  controls: ["EC2.21"],
  types: ["aws:ec2/networkAcl:NetworkAcl"],
  check({ properties }) {
    const open = adminPorts.find((port) => isOpen(listAt(properties, "ingress"), port));
    return open === undefined
      ? undefined
      : `port ${open} can be reached from the internet, expected it denied before it is allowed, got an allowing rule`;
  },
  remedy: "deny both ports in a rule with a lower number",
  source: securityHub("EC2.21"),
});

/** The rule with the lowest number that matches decides. */
function isOpen(rules: readonly Readonly<Record<string, unknown>>[], port: number): boolean {
  const first = rules
    .toSorted((a, b) => Number(a["ruleNo"]) - Number(b["ruleNo"]))
    .find((rule) => isOpenToWorld(rule) && opensPort(rule, port));
  return first?.["action"] === "allow";
}
