import type { OutputValues } from "../../../shared/contract.ts";
import { account } from "../../../shared/contracts/account.ts";
import { auth } from "../../../shared/contracts/auth.ts";
import { compute } from "../../../shared/contracts/compute.ts";
import { network } from "../../../shared/contracts/network.ts";
import { published } from "../published.ts";
import type { CdnExample } from "./cdn.ts";

const accountId = "123456789012";
const subnets = (digit: string) => [`subnet-0${digit.repeat(16)}`, `subnet-0${digit.repeat(15)}0`];
const group = (digit: string) => `sg-0${digit.repeat(16)}`;

/** What the layers below 90-cdn publish, changed by a test. */
export interface Below {
  account?: Partial<OutputValues<typeof account>>;
  network?: Partial<OutputValues<typeof network>>;
  compute?: Partial<OutputValues<typeof compute>>;
  auth?: Partial<OutputValues<typeof auth>>;
}

export const networkOutputs = (region: string): OutputValues<typeof network> => ({
  vpcId: "vpc-0aaaaaaaaaaaaaaaa",
  vpcCidr: "10.0.0.0/16",
  azs: [`${region}a`, `${region}c`],
  azIds: region === "us-west-1" ? ["usw1-az1", "usw1-az3"] : ["use1-az1", "use1-az2"],
  publicSubnetIds: subnets("1"),
  privateSubnetIds: subnets("2"),
  dbSubnetIds: subnets("3"),
  publicRouteTableIds: [],
  privateRouteTableIds: [],
  dbRouteTableIds: [],
  securityGroupIds: {
    alb: group("1"),
    app: group("2"),
    db: group("3"),
    cache: group("4"),
    vpcEndpoints: group("5"),
    vpcLink: group("6"),
    lambda: group("7"),
    albCloudFront: group("8"),
  },
  taskSubnetIds: subnets("2"),
  assignPublicIp: false,
  hasEgress: true,
  natMode: "single",
  natPublicIps: ["198.51.100.1"],
  natCostMonthlyUsd: 33,
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  domainName: "docs.example.com",
  regionalCertificateArn: `arn:aws:acm:${region}:${accountId}:certificate/1`,
  edgeCertificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/2`,
  certificatesIssued: true,
  validationRecords: [],
});

const door = (scheme: string, https: boolean, region: string) => ({
  arn: `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/${scheme}/0123456789abcdef`,
  arnSuffix: `app/${scheme}/0123456789abcdef`,
  dnsName: `${scheme}-1.${region}.elb.amazonaws.com`,
  zoneId: "Z368ELLRRE2KJ0",
  listenerArn: `arn:aws:elasticloadbalancing:${region}:${accountId}:listener/app/${scheme}/0123456789abcdef/1`,
  https,
  targetGroupArnSuffixes: {},
});

const service = {
  name: "api",
  taskRoleName: "api-task-0a1b2c3",
  taskRoleArn: `arn:aws:iam::${accountId}:role/api-task-0a1b2c3`,
  targetGroupArnSuffixes: [],
  logGroupName: "/ecs/api",
};

const basics = { repositories: {}, discovery: "none" as const };

/** 30-ecs in the shapes that 90-cdn meets. */
export const computeShapes = {
  open: {
    ...basics,
    engine: "fargate",
    services: { api: service },
    publicLoadBalancer: door("public", false, "us-west-1"),
    exposure: "public",
    appUrl: "http://public-1.us-west-1.elb.amazonaws.com",
  },
  secure: {
    ...basics,
    engine: "fargate",
    services: { api: service },
    publicLoadBalancer: door("public", true, "us-east-1"),
    exposure: "public",
    appUrl: "https://origin.docs.example.com",
  },
  internal: {
    ...basics,
    engine: "fargate",
    services: { api: service },
    internalLoadBalancer: door("internal", true, "us-west-1"),
    exposure: "internal",
  },
  endpoint: {
    ...basics,
    engine: "ecs-express",
    services: {
      app: { ...service, name: "app", url: "https://app-0a1b2c3d.ecs.us-east-1.on.aws" },
    },
    exposure: "service",
  },
  functions: {
    ...basics,
    engine: "lambda",
    services: {
      api: { ...service, arn: `arn:aws:lambda:us-east-1:${accountId}:function:web-api-dev-api:live` },
    },
    exposure: "service",
  },
} satisfies Record<string, OutputValues<typeof compute>>;

export type ComputeShape = keyof typeof computeShapes;

const shapes: Partial<Record<CdnExample, ComputeShape>> = {
  "doc-pipeline-public": "open",
  "doc-pipeline-prod": "internal",
  "web-api-lambda": "functions",
  "app-runner-prod": "endpoint",
  "utm-prod": "secure",
};

export const authOutputs: OutputValues<typeof auth> = {
  provider: "cognito",
  apiKind: "http",
  apiId: "a1b2c3d4e5",
  apiHost: "a1b2c3d4e5.execute-api.us-west-1.amazonaws.com",
  apiUrl: "https://a1b2c3d4e5.execute-api.us-west-1.amazonaws.com",
  dnsRecords: [],
};

/** The state of the stacks below an example. */
export function belowCdn(
  example: CdnExample,
  region: string,
  differences: Below = {},
): Record<string, Record<string, unknown>> {
  return {
    "organization/00-account/dev": published(account, {
      accountId,
      region,
      logBucketName: "logs",
      logBucketArn: "arn:aws:s3:::logs",
      logKmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/11111111-2222-3333-4444-555555555555`,
      budgetNames: [],
      ...differences.account,
    }),
    "organization/10-network/dev": published(network, { ...networkOutputs(region), ...differences.network }),
    "organization/30-ecs/dev": published(compute, {
      ...computeShapes[shapes[example] ?? "open"],
      ...differences.compute,
    }),
    "organization/50-auth/dev": published(auth, { ...authOutputs, ...differences.auth }),
  };
}
