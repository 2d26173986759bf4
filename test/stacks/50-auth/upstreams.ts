import type { OutputValues } from "../../../shared/contract.ts";
import { account } from "../../../shared/contracts/account.ts";
import { compute } from "../../../shared/contracts/compute.ts";
import { network } from "../../../shared/contracts/network.ts";
import { published } from "../../support/published.ts";

const accountId = "123456789012";

export const accountOutputs: OutputValues<typeof account> = {
  accountId,
  region: "us-east-1",
  logBucketName: "docs-logs",
  logBucketArn: "arn:aws:s3:::docs-logs",
  permissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
  budgetNames: [],
};

export const networkOutputs: OutputValues<typeof network> = {
  vpcId: "vpc-00000000000000001",
  vpcCidr: "10.0.0.0/16",
  azs: ["us-west-1a", "us-west-1b"],
  azIds: ["usw1-az1", "usw1-az3"],
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
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  regionalCertificateArn: `arn:aws:acm:us-west-1:${accountId}:certificate/11111111-2222-3333-4444-555555555555`,
  edgeCertificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/11111111-2222-3333-4444-666666666666`,
  certificatesIssued: true,
  validationRecords: [],
};

const loadBalancer = (scheme: "public" | "internal", https: boolean) => ({
  arn: `arn:aws:elasticloadbalancing:us-west-1:${accountId}:loadbalancer/app/${scheme}/0123456789abcdef`,
  arnSuffix: `app/${scheme}/0123456789abcdef`,
  dnsName: `${scheme}-1.us-west-1.elb.amazonaws.com`,
  zoneId: "Z368ELLRRE2KJ0",
  listenerArn: `arn:aws:elasticloadbalancing:us-west-1:${accountId}:listener/app/${scheme}/0123456789abcdef/1`,
  https,
  targetGroupArnSuffixes: {},
});

const service = {
  name: "api",
  taskRoleName: "api-task-0a1b2c3",
  taskRoleArn: `arn:aws:iam::${accountId}:role/api-task-0a1b2c3`,
  targetGroupArnSuffixes: [],
  logGroupName: "/ecs/docs-dev-api",
};

const basics = {
  clusterName: "docs",
  repositories: {},
  discovery: "none" as const,
};

/** 30-ecs in the shapes that 50-auth meets. */
export const computeOutputs = {
  public: {
    ...basics,
    engine: "fargate",
    services: { api: service },
    publicLoadBalancer: loadBalancer("public", false),
    exposure: "public",
    appUrl: "http://public-1.us-west-1.elb.amazonaws.com",
  },
  internal: {
    ...basics,
    engine: "fargate",
    services: { api: service },
    internalLoadBalancer: loadBalancer("internal", true),
    exposure: "internal",
  },
  functions: {
    ...basics,
    engine: "lambda",
    services: {
      api: {
        ...service,
        name: "web-api-dev-api",
        arn: `arn:aws:lambda:us-east-1:${accountId}:function:web-api-dev-api:live`,
        invokeArn: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:${accountId}:function:web-api-dev-api:live/invocations`,
      },
    },
    exposure: "service",
  },
} satisfies Record<string, OutputValues<typeof compute>>;

export type ComputeShape = keyof typeof computeOutputs;

/** What 50-auth reads, as the state of the stacks below it. */
export const upstreams = (
  shape: ComputeShape,
  change: { network?: object; compute?: object } = {},
): Record<string, Record<string, unknown>> => ({
  "organization/00-account/dev": published(account, accountOutputs),
  "organization/10-network/dev": published(network, { ...networkOutputs, ...change.network }),
  "organization/30-ecs/dev": published(compute, { ...computeOutputs[shape], ...change.compute }),
});
