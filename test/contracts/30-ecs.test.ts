import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { compute } from "../../shared/contracts/compute.ts";

const account = "123456789012";
const elb = `arn:aws:elasticloadbalancing:us-east-1:${account}`;

const valid = {
  engine: "fargate",
  clusterName: "shop-dev-cluster",
  clusterArn: `arn:aws:ecs:us-east-1:${account}:cluster/shop-dev-cluster`,
  execLogGroupArn: `arn:aws:logs:us-east-1:${account}:log-group:/ecs/shop-dev-exec`,
  repositories: {
    api: {
      url: `${account}.dkr.ecr.us-east-1.amazonaws.com/shop-dev-api`,
      arn: `arn:aws:ecr:us-east-1:${account}:repository/shop-dev-api`,
    },
  },
  services: {
    api: {
      name: "api",
      arn: `arn:aws:ecs:us-east-1:${account}:service/shop-dev-cluster/api`,
      taskFamily: "shop-dev-api",
      taskRoleName: "api-task-0a1b2c3",
      taskRoleArn: `arn:aws:iam::${account}:role/api-task-0a1b2c3`,
      executionRoleArn: `arn:aws:iam::${account}:role/api-start-0a1b2c3`,
      targetGroupArnSuffixes: ["targetgroup/api-0a1b2c3/0123456789abcdef"],
      logGroupName: "/ecs/shop-dev-api",
    },
  },
  publicLoadBalancer: {
    arn: `${elb}:loadbalancer/app/public-0a1b2c3/0123456789abcdef`,
    arnSuffix: "app/public-0a1b2c3/0123456789abcdef",
    dnsName: "public-0a1b2c3-1234567890.us-east-1.elb.amazonaws.com",
    zoneId: "Z35SXDOTRQ7X7K",
    listenerArn: `${elb}:listener/app/public-0a1b2c3/0123456789abcdef/0123456789abcdef`,
    https: true,
    targetGroupArnSuffixes: { api: ["targetgroup/api-0a1b2c3/0123456789abcdef"] },
  },
  internalLoadBalancer: undefined,
  exposure: "public",
  appUrl: "https://api.shop.example.com",
  migration: {
    taskDefinitionArn: `arn:aws:ecs:us-east-1:${account}:task-definition/shop-dev-migrate:1`,
    taskRoleArn: `arn:aws:iam::${account}:role/migrate-task-0a1b2c3`,
    executionRoleArn: `arn:aws:iam::${account}:role/migrate-start-0a1b2c3`,
    clusterArn: `arn:aws:ecs:us-east-1:${account}:cluster/shop-dev-cluster`,
    subnetIds: ["subnet-0a1b2c3d4e5f67890"],
    securityGroupId: "sg-0a1b2c3d4e5f67890",
    assignPublicIp: false,
    containerName: "migrate",
    logGroupName: "/ecs/shop-dev-migrate",
  },
  discovery: "cloudmap",
  discoveryNamespaceId: "ns-0123456789abcdef",
  discoveryNamespaceArn: `arn:aws:servicediscovery:us-east-1:${account}:namespace/ns-0123456789abcdef`,
} satisfies OutputValues<typeof compute>;

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(compute.outputs)
    .flatMap((key) => checkValue(compute, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("a cluster behind a load balancer keeps the contract, and so does a service that is not there yet", () => {
  expect(faultsOf(valid)).toEqual([]);
  expect(
    faultsOf({
      engine: "lambda",
      repositories: {},
      services: { api: { ...valid.services.api, arn: undefined, targetGroupArnSuffixes: [] } },
      exposure: "service",
      discovery: "none",
    }),
  ).toEqual([]);
});

test.each([
  [
    "engine",
    "ec2",
    'engine Invalid option: expected one of "fargate"|"ecs-express"|"apprunner"|"lambda", got "ec2"',
  ],
  ["clusterName", 1, "clusterName expected string, got 1"],
  ["clusterArn", "cluster", 'clusterArn expected an ARN of ecs, got "cluster"'],
  [
    "execLogGroupArn",
    "arn:aws:s3:::logs",
    'execLogGroupArn expected an ARN of logs, got "arn:aws:s3:::logs"',
  ],
  ["repositories", { api: { url: "x" } }, "repositories.api.arn expected string, got nothing"],
  [
    "services",
    { api: { ...valid.services.api, taskRoleArn: "api" } },
    'services.api.taskRoleArn expected an ARN of iam, got "api"',
  ],
  [
    "publicLoadBalancer",
    { ...valid.publicLoadBalancer, https: "yes" },
    'publicLoadBalancer.https expected boolean, got "yes"',
  ],
  ["internalLoadBalancer", {}, "internalLoadBalancer.arn expected string, got nothing"],
  [
    "exposure",
    "private",
    'exposure Invalid option: expected one of "public"|"both"|"internal"|"service", got "private"',
  ],
  ["appUrl", "api.shop.example.com", 'appUrl Invalid URL, got "api.shop.example.com"'],
  [
    "migration",
    { ...valid.migration, subnetIds: ["subnet-1"] },
    'migration.subnetIds.0 expected an id such as "subnet-0a1b2c3d4e5f67890", got "subnet-1"',
  ],
  [
    "discovery",
    "dns",
    'discovery Invalid option: expected one of "none"|"serviceConnect"|"cloudmap", got "dns"',
  ],
  ["discoveryNamespaceId", 1, "discoveryNamespaceId expected string, got 1"],
  ["discoveryNamespaceArn", "ns-1", 'discoveryNamespaceArn expected an ARN of servicediscovery, got "ns-1"'],
])("a broken %s is refused", (key, value, message) => {
  const [first] = faultsOf({ ...valid, [key]: value });
  expect(first).toBe(message);
});
