import type * as pulumi from "@pulumi/pulumi";

/** What awsx makes inside the VPC and this layer wants otherwise. */
export interface VpcChildRules {
  namePrefix: string;
  protect: boolean;
}

/**
 * Changes one resource that awsx makes: awsx gives every instance in a public subnet an address (EC2.15), and all
 * environments the same name tags.
 */
export function hardenVpcChild(
  { type, name, props, opts }: Pick<pulumi.ResourceTransformArgs, "type" | "name" | "props" | "opts">,
  { namePrefix, protect }: VpcChildRules,
): pulumi.ResourceTransformResult {
  const isSubnet = type === "aws:ec2/subnet:Subnet";
  return {
    props: {
      ...props,
      ...("tags" in props && { tags: { ...props["tags"], Name: `${namePrefix}-${name}` } }),
      ...(isSubnet && { mapPublicIpOnLaunch: false }),
    },
    // Said for each child, or NAT gateways would inherit it from their subnets and could no longer be switched.
    opts: { ...opts, protect: protect && (isSubnet || type === "aws:ec2/vpc:Vpc") },
  };
}
