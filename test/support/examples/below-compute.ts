import type { OutputValues } from "../../../shared/contract.ts";
import { account } from "../../../shared/contracts/account.ts";
import { data } from "../../../shared/contracts/data.ts";
import { network } from "../../../shared/contracts/network.ts";
import { published } from "../published.ts";

const accountId = "123456789012";
const subnets = (digit: string) => [`subnet-0${digit.repeat(16)}`, `subnet-0${digit.repeat(15)}0`];
const group = (digit: string) => `sg-0${digit.repeat(16)}`;

export interface Below {
  account?: Partial<OutputValues<typeof account>>;
  network?: Partial<OutputValues<typeof network>>;
  data?: Partial<OutputValues<typeof data>>;
}

/** What the layers below 30-ecs have published, valid by their contracts. */
export function belowCompute(
  stack: string,
  region: string,
  differences: Below = {},
): Record<string, Record<string, unknown>> {
  return {
    [`organization/00-account/${stack}`]: published(account, {
      ...accountOutputs(region),
      ...differences.account,
    }),
    [`organization/10-network/${stack}`]: published(network, {
      ...networkOutputs(region),
      ...differences.network,
    }),
    [`organization/20-data/${stack}`]: published(data, { ...dataOutputs(region), ...differences.data }),
  };
}

function accountOutputs(region: string): OutputValues<typeof account> {
  return {
    accountId,
    region,
    logBucketName: "logs",
    logBucketArn: "arn:aws:s3:::logs",
    logKmsKeyArn: undefined,
    messagingKmsKeyArn: undefined,
    trailArn: undefined,
    developerConsoleUrl: undefined,
    githubOidcProviderArn: undefined,
    permissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
    deployRoleArn: undefined,
    developerRoleArn: undefined,
    billingTopicArn: undefined,
    budgetNames: [],
  };
}

function networkOutputs(region: string): OutputValues<typeof network> {
  return {
    vpcId: "vpc-0aaaaaaaaaaaaaaaa",
    vpcCidr: "10.0.0.0/16",
    azs: [`${region}a`, `${region}c`],
    azIds: ["use1-az1", "use1-az2"],
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
    },
    taskSubnetIds: subnets("2"),
    assignPublicIp: false,
    hasEgress: true,
    natMode: "single",
    natPublicIps: ["198.51.100.1"],
    natCostMonthlyUsd: 33,
    hostedZoneId: "Z0123456789ABCDEFGHIJ",
    nameServers: undefined,
    domainName: "example.com",
    regionalCertificateArn: `arn:aws:acm:${region}:${accountId}:certificate/1`,
    edgeCertificateArn: undefined,
    certificatesIssued: true,
    validationRecords: [],
  };
}

function dataOutputs(region: string): OutputValues<typeof data> {
  const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-AbCdEf`;
  const bucket = (name: string) => ({ name, arn: `arn:aws:s3:::${name}` });
  return {
    db: {
      engine: "postgres",
      identifier: "db",
      resourceId: "db-ABCDEFGHIJKL",
      host: "db.example.internal.com",
      port: 5432,
      name: "app",
      extraDatabases: ["supertokens"],
      masterSecretArn: secret("master"),
      appSecretArn: secret("app"),
    },
    cache: {
      engine: "valkey",
      replicationGroupId: "cache",
      host: "cache.example.internal.com",
      port: 6379,
      tls: true,
      authSecretArn: secret("cache"),
    },
    buckets: { docsOriginal: bucket("original"), docsProcessed: bucket("processed"), files: bucket("files") },
    secretArns: Object.fromEntries(
      ["sentry", "stripe", "clerkSecretKey", "supertokensApiKey", "jwtSecretKey"].map((name) => [
        name,
        secret(name),
      ]),
    ),
    ssmPrefix: "/product/env/",
    dataKmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/1`,
  };
}
