import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { AwsSettings } from "../../../shared/gate.ts";
import network from "../../../stacks/10-network/gate.ts";
import compute from "../../../stacks/30-ecs/gate.ts";
import harden from "../../../stacks/80-harden/gate.ts";
import cdn from "../../../stacks/90-cdn/gate.ts";
import { startLocalAws, type LocalAws } from "../../../tools/docpipeline/local-aws.ts";
import { tryCheck, type SomeGate } from "../../support/gate-rig.ts";

jest.setTimeout(120_000);

const accountId = "123456789012";
const region = "us-west-2";
const common = { product: "shop", profile: "dev", accountId, region, owner: "platform", costCenter: "cc-1" };
let moto: LocalAws;
let vpcId: string | undefined;
let subnetIds: string[] = [];
/** What the web ACL stands in front of, by AWS's names of its kinds. */
let attached: Record<string, string[]> = {};

const aws = (where: string): AwsSettings => ({
  ...{ region: where, maxAttempts: 1, endpoint: moto.endpoint },
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
const look = (gate: unknown, id: string, outputs: Record<string, unknown>, config: Record<string, unknown>) =>
  tryCheck(gate as SomeGate, id, { outputs, config: { ...common, ...config } }, { aws });

beforeAll(async () => {
  moto = await startLocalAws({
    // moto does not know what a web ACL is attached to.
    wafv2({ body }) {
      const { ResourceType = "" } = JSON.parse(body.toString()) as { ResourceType?: string };
      return Promise.resolve({
        status: 200,
        body: JSON.stringify({ ResourceArns: attached[ResourceType] ?? [] }),
      });
    },
  });
  const client = new ec2.EC2Client(aws(region));
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  vpcId = Vpc?.VpcId;
  subnetIds = await Promise.all(
    ["a", "b"].map(async (zone, at) => {
      const { Subnet } = await client.send(
        new ec2.CreateSubnetCommand({
          ...{ VpcId: vpcId, CidrBlock: `10.0.${at}.0/24`, AvailabilityZone: `${region}${zone}` },
        }),
      );
      return Subnet?.SubnetId ?? "";
    }),
  );
});
afterAll(async () => moto.stop());

test("a certificate that is not issued fails where something uses it", async () => {
  const config = { network: { mode: "private", nat: "none", servicePorts: [3000] } };
  const { CertificateArn } = await new ACMClient(aws("us-east-1")).send(
    new RequestCertificateCommand({ DomainName: "shop.example.com", ValidationMethod: "EMAIL" }),
  );
  const outputs = { certificatesIssued: true, edgeCertificateArn: CertificateArn };
  expect(await look(network, "certificates-are-issued", outputs, config)).toBe(
    `failed: ${CertificateArn} is PENDING_VALIDATION`,
  );
  expect(
    await look(network, "certificates-are-issued", { ...outputs, certificatesIssued: false }, config),
  ).toBe("not-needed: nothing uses a certificate yet (domain.certs.issued)");
});

test("a service without a healthy target fails", async () => {
  const client = new elb.ElasticLoadBalancingV2Client(aws(region));
  const { TargetGroups } = await client.send(
    new elb.CreateTargetGroupCommand({
      ...{ Name: "api", Protocol: "HTTP", Port: 3000, VpcId: vpcId, TargetType: "ip" },
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? "";
  const outputs = {
    services: {
      api: { name: "api", minTasks: 1, targetGroupArnSuffixes: [TargetGroupArn.split(":").at(-1)] },
    },
  };
  const config = {
    compute: { services: { api: { port: 3000, routes: [{ priority: 1 }] } } },
    ecr: { repos: ["api"] },
  };
  expect(await look(compute, "targets-are-healthy", outputs, config)).toBe("failed: api has no target");
  await client.send(
    new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: "10.0.0.10", Port: 3000 }] }),
  );
  // moto finds every registered target healthy.
  expect(await look(compute, "targets-are-healthy", outputs, config)).toBe("passed");
});

test("an endpoint that is gone or without private DNS fails", async () => {
  const client = new ec2.EC2Client(aws(region));
  const make = async (service: string, PrivateDnsEnabled: boolean) => {
    const { VpcEndpoint } = await client.send(
      new ec2.CreateVpcEndpointCommand({
        ...{ VpcId: vpcId, ServiceName: `com.amazonaws.${region}.${service}`, VpcEndpointType: "Interface" },
        ...{ SubnetIds: subnetIds, PrivateDnsEnabled },
      }),
    );
    return VpcEndpoint?.VpcEndpointId ?? "";
  };
  const [logs, kms] = [await make("logs", true), await make("kms", false)];
  const endpoints = (ids: Record<string, string>) =>
    look(harden, "endpoints-answer", { vpcEndpointIds: ids }, {});
  expect(await endpoints({ logs })).toBe("passed");
  expect(await endpoints({ logs, kms })).toBe("failed: kms without private DNS");
  expect(await endpoints({})).toBe("not-needed: there are no endpoints (harden.endpoints)");
});

test("a web ACL that stands in front of nothing of a kind fails", async () => {
  const webAclArn = `arn:aws:wafv2:${region}:${accountId}:regional/webacl/shop/11111111-2222-3333-4444-555555555555`;
  const config = { harden: { waf: { targets: ["alb", "rest"] } }, upstreams: { "50-auth": "dev" } };
  attached = {
    APPLICATION_LOAD_BALANCER: ["arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/a"],
  };
  expect(await look(harden, "web-acl-stands-in-front", { webAclArn }, config)).toBe(
    "failed: nothing of kind rest",
  );
  attached = { ...attached, API_GATEWAY: ["arn:aws:apigateway:us-west-2::/restapis/a1b2c3d4e5/stages/live"] };
  expect(await look(harden, "web-acl-stands-in-front", { webAclArn }, config)).toBe("passed");
  expect(await look(harden, "web-acl-stands-in-front", {}, config)).toBe(
    "not-needed: there is no web ACL (harden.waf.targets)",
  );
});

test("a distribution that is switched off fails", async () => {
  const { Distribution } = await new CloudFrontClient(aws("us-east-1")).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        ...{ CallerReference: "1", Comment: "shop", Enabled: false },
        Origins: {
          Quantity: 1,
          Items: [
            { Id: "site", DomainName: "site.s3.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } },
          ],
        },
        DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https" },
      },
    }),
  );
  const outputs = { distributionId: Distribution?.Id };
  const config = { cdn: { mode: "s3-oac" } };
  // moto has brought it to every edge at once.
  expect(await look(cdn, "distribution-is-deployed", outputs, config)).toBe("failed: Enabled false");
});
