import type { OutputValues } from "../../../shared/contract.ts";
import { account } from "../../../shared/contracts/account.ts";
import { network } from "../../../shared/contracts/network.ts";
import { published } from "../../support/published.ts";

const boundaryArn = "arn:aws:iam::111111111111:policy/boundary";

const accountOutputs: Partial<OutputValues<typeof account>> = {
  accountId: "111111111111",
  region: "us-east-1",
  logBucketName: "docs-logs",
  logBucketArn: "arn:aws:s3:::docs-logs",
  permissionsBoundaryArn: boundaryArn,
  budgetNames: [],
};

const networkOutputs: Partial<OutputValues<typeof network>> = {
  vpcId: "vpc-00000000000000001",
  vpcCidr: "10.0.0.0/16",
  azs: ["us-east-1a", "us-east-1b"],
  azIds: ["use1-az1", "use1-az2"],
  publicSubnetIds: ["subnet-00000000000000001", "subnet-00000000000000002"],
  privateSubnetIds: ["subnet-00000000000000011", "subnet-00000000000000012"],
  dbSubnetIds: ["subnet-00000000000000021", "subnet-00000000000000022"],
  publicRouteTableIds: [],
  privateRouteTableIds: [],
  dbRouteTableIds: [],
  securityGroupIds: {
    alb: "sg-00000000000000001",
    app: "sg-00000000000000002",
    db: "sg-00000000000000003",
    cache: "sg-00000000000000004",
    vpcEndpoints: "sg-00000000000000005",
    vpcLink: "sg-00000000000000006",
    lambda: "sg-00000000000000007",
  },
  taskSubnetIds: ["subnet-00000000000000011"],
  assignPublicIp: false,
  hasEgress: true,
  natMode: "single",
  natPublicIps: [],
  natCostMonthlyUsd: 33,
  certificatesIssued: false,
  validationRecords: [],
};

/** What 20-data reads, as the state of the stacks below it. */
export const upstreams = {
  "organization/00-account/dev": published(account, accountOutputs as OutputValues<typeof account>),
  "organization/10-network/dev": published(network, networkOutputs as OutputValues<typeof network>),
};
