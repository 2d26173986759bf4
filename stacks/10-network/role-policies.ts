/** Lets VPC flow logs assume a role, for this account only (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html). */
export function flowLogTrustPolicy(accountId: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  };
}

/** Lets flow logs write to one log group. */
export function flowLogPolicy(logGroupArn: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
        ],
        Resource: [logGroupArn, `${logGroupArn}:*`],
      },
    ],
  };
}

export const natInstanceTrustPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** Lets a NAT instance take over the fixed interface and the fixed address at boot, and nothing else. */
export function natInstancePolicy(nat: {
  region: string;
  accountId: string;
  addressId: string;
  nameTag: string;
}) {
  const arn = (resource: string) => `arn:aws:ec2:${nat.region}:${nat.accountId}:${resource}`;
  const own = { StringEquals: { "ec2:ResourceTag/Name": nat.nameTag } };
  return {
    Version: "2012-10-17",
    Statement: [
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
    ],
  };
}
