import { listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "The default security group allows nothing",
  controls: ["EC2.2"],
  types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  check({ properties }) {
    const rules = [...listAt(properties, "ingress"), ...listAt(properties, "egress")].length;
    return rules === 0 ? undefined : `the default security group has rules, expected none, got ${rules}`;
  },
  remedy: "remove them and give machines a group of their own",
  source: securityHub("EC2.2"),
});
