import { policyDocument } from "../../shared/policy-document.ts";

/** Lets flow logs write to one log group (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html). */
export function flowLogPolicy(logGroupArn: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    // Asked of all groups at once: https://github.com/hashicorp/terraform-provider-aws/issues/8804
    { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
  ]);
}

/** Lets a NAT instance take over the fixed interface and the fixed address at boot, and nothing else. */
export function natInstancePolicy(nat: {
  region: string;
  accountId: string;
  addressId: string;
  nameTag: string;
}): string {
  const arn = (resource: string) => `arn:aws:ec2:${nat.region}:${nat.accountId}:${resource}`;
  const own = { StringEquals: { "ec2:ResourceTag/Name": nat.nameTag } };
  return policyDocument([
    {
      Sid: "TakeOverInterface",
      Effect: "Allow",
      Action: ["ec2:AttachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute"],
      Resource: [arn("network-interface/*"), arn("instance/*")],
      Condition: own,
    },
    {
      Sid: "TakeOverAddress",
      Effect: "Allow",
      Action: ["ec2:AssociateAddress", "ec2:DisassociateAddress"],
      Resource: [arn(`elastic-ip/${nat.addressId}`)],
    },
    {
      Sid: "GiveAddressToInterface",
      Effect: "Allow",
      Action: ["ec2:AssociateAddress", "ec2:DisassociateAddress"],
      Resource: [arn("network-interface/*"), arn("instance/*")],
      Condition: own,
    },
  ]);
}
