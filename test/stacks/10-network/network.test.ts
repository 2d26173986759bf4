import { expect, jest, test } from "@jest/globals";
import { checkValue } from "../../../shared/contract.ts";
import { account } from "../../../shared/contracts/account.ts";
import { network } from "../../../shared/contracts/network.ts";
import type { NetworkConfigInput } from "../../../stacks/10-network/config.ts";
import { examples, type NetworkExample } from "../../support/examples/network.ts";
import { runLayer, type LayerRun } from "../../support/layer-under-mocks.ts";
import { published } from "../../support/published.ts";

// The first run loads the whole program.
jest.setTimeout(30_000);

const boundaryArn = "arn:aws:iam::123456789012:policy/boundary";

const upstreams = {
  "organization/00-account/dev": published(account, {
    accountId: "123456789012",
    region: "us-east-1",
    logBucketName: "account-logs",
    logBucketArn: "arn:aws:s3:::account-logs",
    logKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    githubOidcProviderArn: undefined,
    permissionsBoundaryArn: boundaryArn,
    deployRoleArn: undefined,
    developerRoleArn: undefined,
    billingTopicArn: undefined,
    budgetNames: [],
  }),
};

const runs = new Map<string, Promise<LayerRun>>();

/** One run for each configuration, however many tests look at it. */
function run(config: NetworkConfigInput): Promise<LayerRun> {
  const key = JSON.stringify(config);
  const layer = runs.get(key) ?? runLayer({ layer: "10-network", stack: "dev", config, upstreams });
  runs.set(key, layer);
  return layer;
}

const runExample = (
  name: NetworkExample,
  change: Partial<NetworkConfigInput["network"]> = {},
  rest: Partial<NetworkConfigInput> = {},
): Promise<LayerRun> => {
  const example = examples[name];
  return run({ ...example, ...rest, network: { ...example.network, ...change } });
};

const ruleType = (direction: "Ingress" | "Egress") =>
  `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`;

/** Rules that let anybody in. */
const openToWorld = ({ all }: LayerRun) =>
  all(ruleType("Ingress"))
    .filter(({ inputs }) => inputs["cidrIpv4"] === "0.0.0.0/0")
    .map(({ inputs }) => inputs["fromPort"]);

test.each(Object.keys(examples) as NetworkExample[])(
  "%s publishes what its contract promises",
  async (name) => {
    const { outputs } = await runExample(name);
    expect(Object.keys(network.outputs).flatMap((key) => checkValue(network, key, outputs[key]))).toEqual([]);
    expect(outputs["contract"].reads).toMatchObject([{ layer: "00-account" }]);
  },
);

test("doc-pipeline starts open: public tasks, no NAT, :80 and :443 from the world to the load balancer only", async () => {
  const layer = await runExample("doc-pipeline-dev");
  const { outputs, all } = layer;
  expect(outputs).toMatchObject({
    natMode: "none",
    natPublicIps: [],
    natCostMonthlyUsd: 0,
    assignPublicIp: true,
    hasEgress: true,
    taskSubnetIds: outputs["publicSubnetIds"],
    certificatesIssued: false,
  });
  expect(openToWorld(layer)).toEqual([80, 443]);
  expect(all("aws:ec2/flowLog:FlowLog")).toEqual([]);
  expect(all("aws:acm/certificate:Certificate")).toEqual([]);
});

test("hardening doc-pipeline moves the tasks and nothing that exists", async () => {
  const open = await runExample("doc-pipeline-dev");
  const hardened = await runExample("doc-pipeline-dev-hardened");
  const vpcOf = ({ resource }: LayerRun) => resource("awsx:ec2:Vpc").inputs;
  expect(vpcOf(hardened)["subnetSpecs"]).toEqual(vpcOf(open)["subnetSpecs"]);
  expect(vpcOf(open)["natGateways"]).toEqual({ strategy: "None" });
  expect(vpcOf(hardened)["natGateways"]).toEqual({ strategy: "Single" });
  expect(openToWorld(hardened)).toEqual([]);
  expect(hardened.outputs).toMatchObject({
    assignPublicIp: false,
    hasEgress: true,
    taskSubnetIds: hardened.outputs["privateSubnetIds"],
    natCostMonthlyUsd: 38.69,
  });
  expect(hardened.outputs["natPublicIps"]).toHaveLength(1);
});

test("doc-pipeline in production has a NAT per zone, logs, and a load balancer only CloudFront and the VPC link reach", async () => {
  const layer = await runExample("doc-pipeline-prod");
  const { outputs, resource, all } = layer;
  expect(outputs).toMatchObject({
    azs: ["us-west-1a", "us-west-1c"],
    azIds: ["usw1-az3", "usw1-az1"],
    natMode: "perAz",
    natCostMonthlyUsd: 77.38,
    certificatesIssued: true,
  });
  expect(outputs["natPublicIps"]).toHaveLength(2);
  expect(openToWorld(layer)).toEqual([]);
  expect(resource(ruleType("Ingress"), "albCloudFront-from-cloudfront-443").inputs).toMatchObject({
    securityGroupId: outputs["securityGroupIds"].albCloudFront,
    prefixListId: expect.stringMatching(/^pl-/),
    fromPort: 443,
    toPort: 443,
  });
  expect(resource("aws:ec2/flowLog:FlowLog").inputs).toMatchObject({
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    vpcId: outputs["vpcId"],
  });
  expect(resource("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
    name: "/vpc/doc-pipeline-dev-flow-logs",
    retentionInDays: 365,
    kmsKeyId: expect.stringMatching(/^arn:aws:kms:/),
  });
  expect(all("aws:iam/role:Role").map(({ inputs }) => inputs["permissionsBoundary"])).toEqual([boundaryArn]);
});

test("a third zone in us-west-1 is refused before anything is made", async () => {
  await expect(runExample("doc-pipeline-prod", { azCount: 3 })).rejects.toThrow(
    "10-network:network.azCount is 3, expected at most the 2 zones that us-west-1 offers this account (us-west-1a, us-west-1c); set network.azCount to 2 or choose another region",
  );
});

test("web-api in production spans three zones and has certificates here and for CloudFront", async () => {
  const { outputs, resource, all } = await runExample("web-api-prod", {}, { region: "us-west-2" });
  expect(outputs["azs"]).toEqual(["us-west-2a", "us-west-2b", "us-west-2c"]);
  const certificates = all("aws:acm/certificate:Certificate").map(({ name, inputs }) => [
    name,
    inputs["region"],
  ]);
  expect(certificates).toEqual([
    ["regional", "us-west-2"],
    ["edge", "us-east-1"],
  ]);
  expect(resource("aws:acm/certificate:Certificate", "edge").inputs).toMatchObject({
    domainName: "shop.example.com",
    subjectAlternativeNames: ["*.shop.example.com"],
    validationMethod: "DNS",
  });
  expect(outputs["regionalCertificateArn"]).toMatch(/^arn:aws:acm:us-west-2:/);
  expect(outputs["edgeCertificateArn"]).toMatch(/^arn:aws:acm:us-east-1:/);
});

test("apex, wildcard and both regions share one validation record", async () => {
  const { outputs, all } = await runExample("web-api-prod", {}, { region: "us-west-2" });
  const records = all("aws:route53/record:Record").map(({ inputs }) => inputs);
  expect(records).toMatchObject([
    { type: "CNAME", zoneId: outputs["hostedZoneId"], allowOverwrite: true, ttl: 300 },
  ]);
});

test("in us-east-1 one certificate serves load balancer and CloudFront", async () => {
  const { outputs, all } = await runExample("web-api-prod");
  expect(all("aws:acm/certificate:Certificate")).toHaveLength(1);
  expect(all("aws:acm/certificateValidation:CertificateValidation")).toHaveLength(1);
  expect(outputs["edgeCertificateArn"]).toBe(outputs["regionalCertificateArn"]);
});

test("a new zone is published with its name servers, and its certificates are not waited for", async () => {
  const { outputs, resource, all } = await runExample("web-api-dev");
  expect(resource("aws:route53/zone:Zone").inputs).toMatchObject({ name: "dev.shop.example.com" });
  expect(outputs["nameServers"]).toHaveLength(4);
  expect(outputs["certificatesIssued"]).toBe(false);
  expect(all("aws:acm/certificateValidation:CertificateValidation")).toEqual([]);
  expect(all("aws:route53/record:Record")).toHaveLength(1);
});

test("web-api's NAT instance comes back by itself behind a fixed interface and address", async () => {
  const { outputs, resource, all } = await runExample("web-api-dev");
  expect(resource("awsx:ec2:Vpc").inputs["natGateways"]).toEqual({ strategy: "None" });
  const networkInterface = resource("aws:ec2/networkInterface:NetworkInterface");
  expect(networkInterface.inputs).toMatchObject({
    sourceDestCheck: false,
    subnetId: outputs["publicSubnetIds"][0],
  });
  const template = resource("aws:ec2/launchTemplate:LaunchTemplate").inputs;
  expect(template).toMatchObject({
    imageId: "ami-0fedcba9876543210",
    instanceType: "t4g.nano",
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [{ ebs: { encrypted: "true", volumeType: "gp3" } }],
    tagSpecifications: [
      {
        resourceType: "instance",
        tags: { Name: "web-api-dev-nat", CostCenter: "cc-1", Layer: "10-network" },
      },
      { resourceType: "network-interface" },
      { resourceType: "volume" },
    ],
  });
  expect(template).not.toHaveProperty("instanceMarketOptions");
  expect(Buffer.from(template["userData"], "base64").toString()).toMatch(
    /^#!\/bin\/sh\necho "eni_id=eni-[0-9a-f]{17}" > \/etc\/fck-nat.conf\necho "eip_id=eipalloc-[0-9a-f]+" >> \/etc\/fck-nat.conf\nsystemctl restart fck-nat\n$/,
  );
  expect(resource("aws:autoscaling/group:Group").inputs).toMatchObject({
    minSize: 1,
    maxSize: 1,
    vpcZoneIdentifiers: [outputs["publicSubnetIds"][0]],
    instanceRefresh: { preferences: { minHealthyPercentage: 0 } },
  });
  expect(all("aws:ec2/route:Route").map(({ inputs }) => inputs["destinationCidrBlock"])).toEqual(
    expect.arrayContaining(["0.0.0.0/1", "128.0.0.0/1"]),
  );
  expect(outputs).toMatchObject({ natCostMonthlyUsd: 7.36, natPublicIps: [expect.any(String)] });
});

test("app-runner's NAT instance has the newest image that fck-nat's owner publishes, as nobody names one", async () => {
  const { resource } = await runExample("app-runner-dev");
  const named = await runExample("web-api-dev");
  const image = resource("aws:ec2/launchTemplate:LaunchTemplate").inputs["imageId"];
  expect(image).toMatch(/^ami-[0-9a-f]{17}$/);
  expect(image).not.toBe(named.resource("aws:ec2/launchTemplate:LaunchTemplate").inputs["imageId"]);
});

test("app-runner's /24 holds its two zones, and its database is open to its service alone", async () => {
  const { outputs, resource, all } = await runExample("app-runner-dev");
  expect(resource("awsx:ec2:Vpc").inputs).toMatchObject({
    cidrBlock: "10.20.0.0/24",
    subnetStrategy: "Exact",
    subnetSpecs: [
      { type: "Public", cidrBlocks: ["10.20.0.0/27", "10.20.0.128/27"] },
      { type: "Private", cidrBlocks: ["10.20.0.32/27", "10.20.0.160/27"] },
      { type: "Isolated", cidrBlocks: ["10.20.0.64/27", "10.20.0.192/27"] },
      { type: "Unused" },
    ],
  });
  const groups = outputs["securityGroupIds"];
  const intoDatabase = all(ruleType("Ingress")).filter(
    ({ inputs }) => inputs["securityGroupId"] === groups.db,
  );
  expect(intoDatabase.map(({ inputs }) => [inputs["referencedSecurityGroupId"], inputs["fromPort"]])).toEqual(
    [[groups.app, 5432]],
  );
});

test("utm's services find each other on the core's port and share a Redis", async () => {
  const { outputs, resource } = await runExample("utm-dev");
  const { app, cache } = outputs["securityGroupIds"];
  expect(resource(ruleType("Ingress"), "app-from-app-3567").inputs).toMatchObject({
    securityGroupId: app,
    referencedSecurityGroupId: app,
  });
  expect(resource(ruleType("Ingress"), "cache-from-app-6379").inputs).toMatchObject({
    securityGroupId: cache,
    referencedSecurityGroupId: app,
  });
});

test("a regional NAT gateway has one known address per zone, and flow logs may go to the account's bucket", async () => {
  const { outputs, resource, all } = await runExample("utm-prod");
  const gateway = resource("aws:ec2/natGateway:NatGateway", "regional-nat").inputs;
  expect(gateway).toMatchObject({
    availabilityMode: "regional",
    vpcId: outputs["vpcId"],
    availabilityZoneAddresses: [{ availabilityZone: "us-east-1a" }, { availabilityZone: "us-east-1b" }],
  });
  expect(gateway).not.toHaveProperty("subnetId");
  expect(gateway).not.toHaveProperty("allocationId");
  expect(outputs["natPublicIps"]).toHaveLength(2);
  expect(resource("aws:ec2/flowLog:FlowLog").inputs).toMatchObject({
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::account-logs",
  });
  expect(all("aws:iam/role:Role")).toEqual([]);
});

test("tap's subnets are pinned, and its one DNS record is told to a person", async () => {
  const { outputs, resource, all } = await runExample("tap-poc");
  expect(resource("awsx:ec2:Vpc").inputs).toMatchObject({
    availabilityZoneNames: ["us-east-1a", "us-east-1b"],
    subnetStrategy: "Auto",
    subnetSpecs: [
      { type: "Public", cidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"] },
      { type: "Private", cidrBlocks: ["10.0.10.0/24", "10.0.11.0/24"] },
      { type: "Isolated", cidrBlocks: ["10.0.20.0/24", "10.0.21.0/24"] },
    ],
  });
  expect(outputs["hostedZoneId"]).toBeUndefined();
  expect(outputs["certificatesIssued"]).toBe(false);
  expect(outputs["validationRecords"]).toEqual([
    {
      name: expect.stringContaining("tap.example.com"),
      type: "CNAME",
      value: expect.stringContaining("acm"),
    },
  ]);
  expect(all("aws:route53/record:Record")).toEqual([]);
  expect(all("aws:acm/certificateValidation:CertificateValidation")).toEqual([]);
});

test("once tap says that its certificate is issued, the update checks it for five minutes instead of waiting an hour", async () => {
  const { outputs, resource } = await runExample(
    "tap-poc",
    {},
    {
      domain: {
        name: "tap.example.com",
        zone: { mode: "none" },
        certs: { validation: "manual", issued: true },
      },
    },
  );
  expect(outputs["certificatesIssued"]).toBe(true);
  expect(resource("aws:acm/certificateValidation:CertificateValidation").inputs).not.toHaveProperty(
    "validationRecordFqdns",
  );
});

test("certificates by mail ask for no record", async () => {
  const { outputs, resource } = await runExample(
    "tap-poc",
    {},
    { domain: { name: "tap.example.com", zone: { mode: "none" }, certs: { validation: "email" } } },
  );
  expect(resource("aws:acm/certificate:Certificate").inputs).toMatchObject({ validationMethod: "EMAIL" });
  expect(outputs["validationRecords"]).toEqual([]);
});

test.each(Object.keys(examples) as NetworkExample[])(
  "%s empties the default group, keeps S3 off the NAT and lets nobody but the load balancer be reached",
  async (name) => {
    const { outputs, resource, all } = await runExample(name);
    const { inputs: unused } = resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    expect(unused).toMatchObject({ vpcId: outputs["vpcId"] });
    expect([unused["ingress"] ?? [], unused["egress"] ?? []]).toEqual([[], []]);

    const routeTables = ["public", "private", "db"].flatMap((tier) => outputs[`${tier}RouteTableIds`]);
    expect(new Set(routeTables).size).toBe(3 * outputs["azs"].length);
    expect(resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3").inputs).toMatchObject({
      vpcEndpointType: "Gateway",
      routeTableIds: routeTables,
    });

    const world = all(ruleType("Ingress")).filter(({ inputs }) => inputs["cidrIpv4"] === "0.0.0.0/0");
    expect(new Set(world.map(({ inputs }) => inputs["securityGroupId"]))).toEqual(
      new Set(world.length === 0 ? [] : [outputs["securityGroupIds"].alb]),
    );
    for (const { inputs } of all("aws:ec2/securityGroup:SecurityGroup")) {
      expect(inputs).not.toHaveProperty("ingress");
      expect(inputs).not.toHaveProperty("egress");
    }
  },
);

test("DynamoDB gets its free endpoint only where it is asked for", async () => {
  const endpoints = ({ all }: LayerRun) => all("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name }) => name);
  expect(endpoints(await runExample("web-api-prod"))).toEqual(["s3"]);
  expect(endpoints(await runExample("web-api-prod", { dynamodbEndpoint: true }))).toEqual(["s3", "dynamodb"]);
});
