import { describe, expect, test } from "@jest/globals";
import { estimateCost, type Estimate } from "../../../tools/cost/estimate.ts";
import type { PriceTable } from "../../../tools/cost/price-table.ts";
import type { CostResource } from "../../../tools/cost/resources.ts";
import { usageSchema } from "../../../tools/cost/usage.ts";

const day = "2026-11-21";
const price = (unit: string, usd: Record<string, number>): PriceTable[string] => ({
  ...{ what: unit, unit, source: "https://aws.amazon.com/", asOf: day, recorded: "by hand", usd },
});

/** Round numbers, so that every case can be worked out by hand: 730 hours a month. */
const prices: PriceTable = {
  "nat-gateway-hour": price("hour", { "eu-west-1": 0.05, "us-east-1": 0.04 }),
  "nat-gateway-gb": price("GB", { everywhere: 0.05 }),
  "public-address-hour": price("hour", { everywhere: 0.005 }),
  "endpoint-zone-hour": price("hour", { everywhere: 0.01 }),
  "alb-hour": price("hour", { everywhere: 0.02 }),
  "alb-lcu-hour": price("LCU-hour", { everywhere: 0.008 }),
  "fargate-x86-vcpu-hour": price("vCPU-hour", { everywhere: 0.04 }),
  "fargate-x86-gb-hour": price("GB-hour", { everywhere: 0.004 }),
  "fargate-arm-vcpu-hour": price("vCPU-hour", { everywhere: 0.03 }),
  "fargate-arm-gb-hour": price("GB-hour", { everywhere: 0.003 }),
  "fargate-storage-gb-hour": price("GB-hour", { everywhere: 0.0001 }),
  "ec2-t4g.nano-hour": price("hour", { everywhere: 0.004 }),
  "ebs-gp3-gb-month": price("GB-month", { everywhere: 0.08 }),
  "app-runner-gb-hour": price("GB-hour", { everywhere: 0.007 }),
  "lambda-arm-provisioned-gb-second": price("GB-second", { everywhere: 0.000004 }),
  "rds-postgres-db.t4g.small-hour": price("hour", { everywhere: 0.03 }),
  "rds-gp3-gb-month": price("GB-month", { everywhere: 0.1 }),
  "rds-proxy-vcpu-hour": price("hour", { everywhere: 0.015 }),
  "secret-month": price("month", { everywhere: 0.4 }),
  "key-month": price("month", { everywhere: 1 }),
  "aurora-acu-hour": price("ACU-hour", { everywhere: 0.12 }),
  "aurora-gb-month": price("GB-month", { everywhere: 0.1 }),
  "cache-valkey-cache.t4g.micro-hour": price("hour", { everywhere: 0.01 }),
  "cache-serverless-valkey-gb-hour": price("GB-hour", { everywhere: 0.08 }),
  "web-acl-month": price("month", { everywhere: 5 }),
  "web-acl-rule-month": price("month", { everywhere: 1 }),
  "web-acl-special-group-month": price("month", { everywhere: 10 }),
  "alarm-metric-month": price("month", { everywhere: 0.1 }),
  "fast-alarm-metric-month": price("month", { everywhere: 0.3 }),
  "composite-alarm-month": price("month", { everywhere: 0.5 }),
  "dashboard-month": price("month", { everywhere: 3 }),
  "hosted-zone-month": price("month", { everywhere: 0.5 }),
  "textract-thousand-pages": price("thousand pages", { everywhere: 1.5 }),
};

type Given = [type: string, inputs?: object, name?: string];

const resource = ([type, inputs = {}, name = "it"]: Given): CostResource => ({
  ...{ type, name, region: "eu-west-1", inputs: inputs as CostResource["inputs"] },
});

function estimate(given: readonly Given[], usage: object = {}): Estimate {
  const layers = [{ id: "layer/dev", resources: given.map(resource) }];
  return estimateCost(layers, { prices, usage: usageSchema.parse(usage) });
}

const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const target = "aws:appautoscaling/target:Target";
const half = { family: "shop-api", cpu: "512", memory: "1024" };

const cases: Record<string, { given: Given[]; usage?: object; usd: number }> = {
  "a NAT gateway and its address": {
    given: [["aws:ec2/natGateway:NatGateway"], ["aws:ec2/eip:Eip"]],
    usd: 36.5 + 3.65, // 730 x 0.05, 730 x 0.005
  },
  "a regional NAT gateway counts in each zone of its layer": {
    given: [
      ["aws:ec2/natGateway:NatGateway", { availabilityMode: "regional" }],
      ["aws:ec2/subnet:Subnet", { availabilityZone: "eu-west-1a" }, "a"],
      ["aws:ec2/subnet:Subnet", { availabilityZone: "eu-west-1b" }, "b"],
      ["aws:ec2/subnet:Subnet", { availabilityZone: "eu-west-1b" }, "c"],
    ],
    usd: 73 + 7.3, // 2 x 36.5, 2 x 3.65
  },
  "data through a NAT gateway, where somebody says how much": {
    given: [["aws:ec2/natGateway:NatGateway"], ["aws:ec2/natGateway:NatGateway", {}, "second"]],
    usage: { natGb: 100 },
    usd: 2 * 36.5 + 5, // 100 x 0.05, once
  },
  "an interface endpoint counts in each zone, a gateway endpoint is free": {
    given: [
      ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Interface", subnetIds: ["a", "b", "c"] }],
      ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Gateway" }],
    ],
    usd: 21.9, // 3 x 730 x 0.01
  },
  "zones that a preview does not know yet are assumed": {
    given: [["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Interface", subnetIds: "unknown" }]],
    usage: { zones: 3 },
    usd: 21.9,
  },
  "an internet-facing load balancer has an address in each zone": {
    given: [["aws:lb/loadBalancer:LoadBalancer", { internal: false, subnets: ["a", "b"] }]],
    usd: 14.6 + 7.3, // 730 x 0.02, 2 x 3.65
  },
  "an internal load balancer has none, and its capacity units count all month": {
    given: [["aws:lb/loadBalancer:LoadBalancer", { internal: true, subnets: ["a", "b"] }]],
    usage: { albLcu: 2 },
    usd: 14.6 + 11.68, // 2 x 730 x 0.008
  },
  "a service runs its desired number of tasks": {
    given: [
      [task, half],
      [
        service,
        { name: "api", desiredCount: 2, taskDefinition: "arn:aws:ecs:r:1:task-definition/shop-api:7" },
      ],
    ],
    usd: 29.2 + 5.84, // 2 x 0.5 x 730 x 0.04, 2 x 1 x 730 x 0.004
  },
  "the least that scaling keeps counts instead of the desired number": {
    given: [
      [task, half],
      [service, { name: "api", desiredCount: 2 }],
      [target, { resourceId: "service/shop/api", minCapacity: 1 }],
      [target, { resourceId: "service/shop/other", minCapacity: 9 }, "other"],
    ],
    usd: 14.6 + 2.92,
  },
  "a worker that scales to nothing costs nothing": {
    given: [
      [task, half],
      [service, { name: "jobs", desiredCount: 0 }],
    ],
    usd: 0,
  },
  "a public task has an address of its own": {
    given: [
      [task, half],
      [service, { name: "api", desiredCount: 1, networkConfiguration: { assignPublicIp: true } }],
    ],
    usd: 14.6 + 2.92 + 3.65,
  },
  "Arm is cheaper, and storage above 20 GB is charged": {
    given: [
      [task, { ...half, runtimePlatform: { cpuArchitecture: "ARM64" }, ephemeralStorage: { sizeInGib: 50 } }],
      [service, { name: "api", desiredCount: 1 }],
    ],
    usd: 10.95 + 2.19 + 2.19, // 0.5 x 730 x 0.03, 730 x 0.003, 30 x 730 x 0.0001
  },
  "Spot costs the assumed part of the list price": {
    given: [
      [task, half],
      [
        service,
        {
          name: "jobs",
          desiredCount: 1,
          capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
        },
      ],
    ],
    usage: { spotPercent: 50 },
    usd: 7.3 + 1.46,
  },
  "a NAT instance is its group's template with a volume": {
    given: [
      ["aws:autoscaling/group:Group", { minSize: 1 }],
      [
        "aws:ec2/launchTemplate:LaunchTemplate",
        { instanceType: "t4g.nano", blockDeviceMappings: [{ ebs: { volumeType: "gp3", volumeSize: 8 } }] },
      ],
    ],
    usd: 2.92 + 0.64, // 730 x 0.004, 8 x 0.08
  },
  "the first Express Mode service brings the load balancer": {
    given: ["api", "site"].map((name): Given => [
      "aws:ecs/expressGatewayService:ExpressGatewayService",
      { cpu: "1024", memory: "2048", scalingTargets: [{ minTaskCount: 1 }] },
      name,
    ]),
    usd: 2 * (29.2 + 5.84) + 14.6 + 7.3, // each 730 x 0.04 and 2 x 730 x 0.004; 730 x 0.02, 2 addresses
  },
  "App Runner keeps the memory of its least instances": {
    given: [
      ["aws:apprunner/service:Service", { instanceConfiguration: { cpu: "1024", memory: "2048" } }],
      ["aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion", { minSize: 2 }],
    ],
    usd: 20.44, // 2 x 2 GB x 730 x 0.007
  },
  "functions that are kept warm cost their memory by the second": {
    given: [
      ["aws:lambda/function:Function", { memorySize: 512, architectures: ["arm64"] }],
      [
        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        { provisionedConcurrentExecutions: 2 },
      ],
    ],
    usd: 10.51, // 2 x 0.5 GB x 2628000 s x 0.000004 = 10.512
  },
  "a standby doubles a database, and RDS's own secret is one": {
    given: [
      [
        "aws:rds/instance:Instance",
        {
          engine: "postgres",
          instanceClass: "db.t4g.small",
          allocatedStorage: 20,
          multiAz: true,
          manageMasterUserPassword: true,
        },
      ],
    ],
    usd: 43.8 + 4 + 0.4, // 2 x 730 x 0.03, 2 x 20 x 0.1
  },
  "Aurora costs the least capacity of each instance": {
    given: [
      [
        "aws:rds/cluster:Cluster",
        {
          engine: "aurora-postgresql",
          clusterIdentifier: "shop",
          serverlessv2ScalingConfiguration: { minCapacity: 0.5 },
        },
      ],
      [
        "aws:rds/clusterInstance:ClusterInstance",
        { clusterIdentifier: "shop", instanceClass: "db.serverless" },
        "writer",
      ],
      [
        "aws:rds/clusterInstance:ClusterInstance",
        { clusterIdentifier: "shop", instanceClass: "db.serverless" },
        "reader",
      ],
      ["aws:rds/proxy:Proxy"],
    ],
    usd: 1 + 2 * 43.8 + 87.6, // 10 x 0.1, 0.5 x 730 x 0.12, 8 x 730 x 0.015
  },
  "Aurora costs the capacity that somebody says it has": {
    given: [
      [
        "aws:rds/cluster:Cluster",
        { engine: "aurora-postgresql", serverlessv2ScalingConfiguration: { minCapacity: 0 } },
      ],
      ["aws:rds/clusterInstance:ClusterInstance", { instanceClass: "db.serverless" }],
    ],
    usage: { auroraAcu: 2, auroraGb: 50 },
    usd: 5 + 175.2, // 50 x 0.1, 2 x 730 x 0.12
  },
  "a cache counts its nodes, a serverless one the least that is charged": {
    given: [
      [
        "aws:elasticache/replicationGroup:ReplicationGroup",
        { engine: "valkey", nodeType: "cache.t4g.micro", numCacheClusters: 2 },
      ],
      ["aws:elasticache/serverlessCache:ServerlessCache", { engine: "valkey" }],
    ],
    usd: 14.6 + 5.84, // 2 x 730 x 0.01, 0.1 x 730 x 0.08
  },
  "a web ACL costs each rule, and bot control on top": {
    given: [
      [
        "aws:wafv2/webAcl:WebAcl",
        {
          rules: [
            { name: "rate", statement: { rateBasedStatement: {} } },
            {
              name: "bots",
              statement: { managedRuleGroupStatement: { name: "AWSManagedRulesBotControlRuleSet" } },
            },
          ],
        },
      ],
    ],
    usd: 17, // 5 + 2 + 10
  },
  "alarms cost the metrics that they watch, fast ones more": {
    given: [
      ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 60 }],
      ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 10 }],
      [
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        { metricQueries: [{ metric: { period: 60 } }, { metric: { period: 60 } }, { expression: "a / b" }] },
      ],
      ["aws:cloudwatch/compositeAlarm:CompositeAlarm"],
      ["aws:cloudwatch/dashboard:Dashboard"],
    ],
    usd: 4.1, // 0.1 + 0.3 + 2 x 0.1 + 0.5 + 3
  },
  "keys, secrets and zones cost by the month": {
    given: [["aws:kms/key:Key"], ["aws:secretsmanager/secret:Secret"], ["aws:route53/zone:Zone"]],
    usd: 1.9,
  },
  "pages cost by the thousand, where there is something that reads them": {
    given: [["aws:sfn/stateMachine:StateMachine"]],
    usage: { textractPages: 3000 },
    usd: 4.5,
  },
};

test.each(Object.entries(cases))("%s", (_title, { given, usage, usd }) => {
  const found = estimate(given, usage);
  expect(found.layers[0]!.notPriced).toEqual([]);
  expect(found.usd).toBeCloseTo(usd, 10);
});

test("a line shows quantity, unit price and amount", () => {
  expect(estimate([["aws:ec2/natGateway:NatGateway", {}, "main-1"]]).layers[0]!.lines).toEqual([
    {
      resource: "ec2.NatGateway main-1",
      ...{ what: "hour", quantity: 730, unit: "hour", unitUsd: 0.05, usd: 36.5, approximate: false },
    },
  ]);
});

test("the lines that are shown add up to the cent", () => {
  const { usd, layers } = estimate(Array.from({ length: 3 }, (): Given => ["aws:ec2/eip:Eip"]));
  expect(usd).toBe(10.95);
  expect(layers[0]!.usd).toBe(10.95);
});

describe("what is not priced is told", () => {
  test.each<[string, Given, string]>([
    [
      "a type that nobody has looked at",
      ["aws:emr/cluster:Cluster"],
      "nobody has written down what this type costs",
    ],
    [
      "a size without a price",
      ["aws:rds/instance:Instance", { engine: "postgres", instanceClass: "db.x2g.large" }],
      'the price "rds-postgres-db.x2g.large-hour" is not known in eu-west-1',
    ],
    ["another engine", ["aws:rds/instance:Instance", { engine: "oracle-ee" }], "database engine oracle-ee"],
    [
      "a service without its task",
      [service, { desiredCount: 1 }],
      "its task definition is not in this layer",
    ],
    [
      "another load balancer",
      ["aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network" }],
      "network load balancer",
    ],
    [
      "an analyzer that is charged for",
      ["aws:accessanalyzer/analyzer:Analyzer", { type: "ACCOUNT_UNUSED_ACCESS" }],
      "analyzer of type ACCOUNT_UNUSED_ACCESS",
    ],
  ])("%s", (_title, given, reason) => {
    expect(estimate([given]).layers[0]!.notPriced.map((one) => one.reason)).toContain(reason);
  });
});

test("what is charged by use and stands at nothing is told", () => {
  const given: Given[] = [
    ["aws:sqs/queue:Queue"],
    ["aws:iam/role:Role"],
    ["aws:sfn/stateMachine:StateMachine"],
  ];
  expect(estimate(given, { textractPages: 1 }).leftOut).toEqual([{ service: "sqs", chargedFor: "requests" }]);
});

test("prices follow the resource's own region", () => {
  const inOther = { ...resource(["aws:ec2/natGateway:NatGateway"]), region: "us-east-1" };
  expect(estimateCost([{ id: "layer/dev", resources: [inOther] }], { prices }).usd).toBe(29.2); // 730 x 0.04
});

test("a region without prices is refused, with the way to get them", () => {
  const far = { ...resource(["aws:kms/key:Key"]), region: "ap-south-1" };
  expect(() => estimateCost([{ id: "layer/dev", resources: [far] }], { prices })).toThrow(
    expect.objectContaining({
      message: 'the prices of region "ap-south-1" are not known, expected one of eu-west-1, us-east-1',
      remedy: "take them from AWS with: rollout cost refresh --region ap-south-1",
    }),
  );
});
