import { listAt } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Every rule of a security group is a resource of its own",
  controls: [],
  types: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/securityGroupRule:SecurityGroupRule"],
  check({ type, properties }) {
    const isOldRule = type.endsWith(":SecurityGroupRule");
    const inline = [...listAt(properties, "ingress"), ...listAt(properties, "egress")].length;
    return !isOldRule && inline === 0
      ? undefined
      : `rules are written where the other rules about security groups do not look, expected SecurityGroupIngressRule and SecurityGroupEgressRule, got ${isOldRule ? "SecurityGroupRule" : `${inline} inline`}`;
  },
  remedy: "make each a resource; inline rules and rule resources undo each other",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
});
