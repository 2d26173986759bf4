import { hasUnknownPorts, isOpenToWorld, opensPort } from "../security-rule.ts";
import { resourceRule, securityHub } from "../rule.ts";
import { valueAt } from "../properties.ts";

/** The tag by which a rule is declared a way in from the internet, and the ports that may have one. */
const frontDoorTag = "FrontDoor";
const frontDoorPorts = [80, 443];

export default resourceRule({
  title: "Only the declared front door is open to the internet",
  controls: ["EC2.18", "EC2.19", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
  types: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  check({ properties }) {
    if (!isOpenToWorld(properties) || hasUnknownPorts(properties)) return undefined;
    const isDeclared = valueAt(properties, `tags.${frontDoorTag}`) === "internet";
    const isWebOnly = frontDoorPorts.some((port) => opensPort(properties, port, "only"));
    if (isDeclared && isWebOnly) return undefined;
    const ports = `${String(properties["fromPort"] ?? "all")} to ${String(properties["toPort"] ?? "all")}`;
    return `ports ${ports} are open to the internet, expected only 80 and 443 of a rule with the tag ${frontDoorTag} "internet", got ${isDeclared ? "another port" : "no such tag"}`;
  },
  remedy: "let in a security group or a prefix list; what the internet may reach is network.frontDoor",
  source: securityHub("EC2.18"),
});
