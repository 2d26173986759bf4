import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AllocateAddressCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateOpenIDConnectProviderCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { LayerNeeds } from "../../shared/needs.ts";
import { checkCredentials, checkOidcProviders, checkQuotas } from "../../tools/doctor/aws.ts";
import { checkDelegation } from "../../tools/doctor/dns.ts";
import type { DoctorFinding } from "../../tools/doctor/findings.ts";
import { checkGitHub } from "../../tools/doctor/github.ts";
import type { StackNeeds } from "../../tools/doctor/needs.ts";
import { startLocalAws, type LocalAws } from "../../tools/docpipeline/local-aws.ts";

jest.setTimeout(120_000);

const accountId = "123456789012";
const region = "us-west-2";
let moto: LocalAws;
let quotas: Record<string, number> = {};

beforeAll(async () => {
  // moto knows a few quotas of VPCs only.
  moto = await startLocalAws({
    servicequotas({ target, body }) {
      const { QuotaCode = "" } = JSON.parse(body.toString()) as { QuotaCode?: string };
      const Value = quotas[`${target.split(".")[1]} ${QuotaCode}`];
      return Promise.resolve(
        Value === undefined
          ? {
              status: 400,
              body: JSON.stringify({ __type: "NoSuchResourceException", message: "no such quota" }),
            }
          : { status: 200, body: JSON.stringify({ Quota: { QuotaCode, Value } }) },
      );
    },
  });
});
afterAll(async () => moto.stop());

const world = {
  aws: (where: string) => ({
    ...{ region: where, maxAttempts: 1, endpoint: moto.endpoint },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  }),
};
const stack = (id: string, needs: LayerNeeds, isDeployed = false): StackNeeds => ({
  ...{ id, accountId, region, isDeployed, needs },
});
const told = (findings: readonly DoctorFinding[]) =>
  findings.map(({ status, message }) => `${status}: ${message}`);

test("credentials of another account than the configured one would break a rollout", async () => {
  const other = { id: "10-network/prod", accountId: "333333333333", region };
  expect(told(await checkCredentials(world, [stack("10-network/dev", {})]))).toEqual([
    "ok: of account 123456789012, as configured",
  ]);
  expect(await checkCredentials(world, [stack("10-network/dev", {}), other])).toEqual([
    {
      subject: "credentials",
      status: "breaks",
      message: "are of account 123456789012, expected 333333333333 for 10-network/prod",
      remedy: "log in to account 333333333333, or correct accountId in the stack files",
    },
  ]);
});

test("credentials that AWS does not take would break a rollout", async () => {
  const nobody = {
    aws: (where: string) => ({ region: where, maxAttempts: 1, endpoint: "http://127.0.0.1:1" }),
  };
  const withKeys = {
    aws: (where: string) => ({
      ...nobody.aws(where),
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    }),
  };
  const [finding] = await checkCredentials(withKeys, [stack("10-network/dev", {})]);
  expect(finding).toMatchObject({ status: "breaks", remedy: "log in: aws sso login, or set AWS_PROFILE" });
});

test("a quota counts what is in use and what is still to come, and falls back to AWS's own limit", async () => {
  for (let at = 0; at < 3; at++) await new EC2Client(world.aws(region)).send(new AllocateAddressCommand({}));
  const use = { region, quota: "elasticIps" as const, total: 2, toCome: 2 };
  quotas = { "GetAWSDefaultServiceQuota L-0263D0A3": 5 };
  expect(told(await checkQuotas(world, [use]))).toEqual([
    "ok: Elastic IP addresses in us-west-2: 3 in use and 2 to come, of 5",
  ]);
  quotas = { "GetServiceQuota L-0263D0A3": 4, "GetAWSDefaultServiceQuota L-0263D0A3": 5 };
  const [short] = await checkQuotas(world, [use]);
  expect(short).toMatchObject({
    status: "breaks",
    message: "Elastic IP addresses in us-west-2: 3 in use and 2 to come, of 4",
    remedy: expect.stringContaining("/servicequotas/home/services/ec2/quotas/L-0263D0A3"),
  });
  expect(told(await checkQuotas(world, [{ ...use, toCome: 0 }]))).toEqual([
    "ok: Elastic IP addresses in us-west-2: 3 in use and 0 to come, of 4",
  ]);
});

test("a quota whose use nobody counts has to hold what the configuration uses", async () => {
  quotas = { "GetServiceQuota L-3032A538": 6 };
  const use = (total: number) => ({ region, quota: "fargateVcpus" as const, total, toCome: total });
  expect(told(await checkQuotas(world, [use(4.5), use(7.25)]))).toEqual([
    "ok: vCPUs on Fargate in us-west-2: 4.5 needed of 6",
    "breaks: vCPUs on Fargate in us-west-2: 7.25 needed of 6",
  ]);
  expect(told(await checkQuotas(world, [{ ...use(1), quota: "concurrentFunctions" }]))).toEqual([
    "warns: Lambda functions at a time in us-west-2 cannot be read (NoSuchResourceException: no such quota)",
  ]);
});

test("an OIDC provider that is to be created must not be there, and one that is adopted must", async () => {
  const issuer = "token.actions.githubusercontent.com";
  const create = stack("00-account/dev", { oidcProvider: { issuer, must: "be absent" } });
  const adopt = stack("00-account/dev", { oidcProvider: { issuer, must: "exist" } });
  expect(told(await checkOidcProviders(world, [create, adopt]))).toEqual([
    `ok: ${issuer}: as 00-account/dev needs it`,
    `breaks: ${issuer} is not in the account, and 00-account/dev adopts it`,
  ]);
  await new IAMClient(world.aws(region)).send(
    new CreateOpenIDConnectProviderCommand({ Url: `https://${issuer}`, ClientIDList: ["sts.amazonaws.com"] }),
  );
  expect(told(await checkOidcProviders(world, [create, adopt, { ...create, isDeployed: true }]))).toEqual([
    `breaks: ${issuer} is in the account already, and 00-account/dev creates it; an account has only one`,
    `ok: ${issuer}: as 00-account/dev needs it`,
    `ok: ${issuer}: as 00-account/dev needs it`,
  ]);
});

test("a zone has to be there where it is looked up, and the world has to be sent to it", async () => {
  const needs = (zone: "create" | "lookup", zoneName: string) =>
    stack("10-network/dev", { domain: { name: `dev.${zoneName}`, zone, zoneName } });
  const nobody = () => Promise.reject(new Error("ENOTFOUND"));
  expect(told(await checkDelegation(world, nobody, [needs("lookup", "absent.example.com")]))).toEqual([
    "breaks: Route 53 has no public zone absent.example.com in this account, and 10-network/dev looks it up",
  ]);
  expect(told(await checkDelegation(world, nobody, [needs("create", "absent.example.com")]))).toEqual([
    "warns: the zone of absent.example.com is made by 10-network/dev",
  ]);

  const { DelegationSet } = await new Route53Client(world.aws(region)).send(
    new CreateHostedZoneCommand({ Name: "shop.example.com", CallerReference: "1" }),
  );
  const ours = DelegationSet?.NameServers ?? [];
  expect(ours.length).toBeGreaterThan(0);
  const asked = await checkDelegation(
    world,
    () => Promise.resolve(ours.map((name) => `${name.toUpperCase()}.`)),
    [needs("lookup", "shop.example.com")],
  );
  expect(told(asked)).toEqual(["ok: shop.example.com is delegated to its zone"]);
  const elsewhere = () => Promise.resolve(["ns1.registrar.example"]);
  for (const [zone, status] of [
    ["lookup", "breaks"],
    ["create", "warns"],
  ] as const) {
    expect(told(await checkDelegation(world, elsewhere, [needs(zone, "shop.example.com")]))).toEqual([
      `${status}: shop.example.com is served by ns1.registrar.example, expected ${[...ours].sort().join(", ")}`,
    ]);
  }
});

test("GitHub's environments need reviewers in stage and prod, and the variables that workflows read", async () => {
  const repository = "/repos/example/shop";
  let answers: Record<string, object> = {};
  let authorization: string | undefined;
  const server: Server = createServer((request, response) => {
    authorization = request.headers.authorization;
    const answer = answers[(request.url ?? "").split("?")[0] ?? ""];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const github = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "secret-token" };
  const jobs = [{ repository: "example/shop", environment: "prod" }];
  try {
    expect(told(await checkGitHub({ ...github, token: undefined }, jobs, true))).toEqual([
      "skipped: nobody asked GitHub: GITHUB_TOKEN is not set (gh auth token prints one)",
    ]);
    expect(told(await checkGitHub(github, jobs, true))).toEqual([
      "breaks: example/shop has no environment prod, or GITHUB_TOKEN may not see it",
    ]);
    expect(authorization).toBe("Bearer secret-token");

    answers = { [`${repository}/environments/prod`]: { protection_rules: [] } };
    expect(told(await checkGitHub(github, jobs, true))).toEqual([
      "ok: example/shop has the environment prod",
      "breaks: environment prod of example/shop has no reviewers, so nobody approves a deployment",
      "warns: example/shop (prod) has no variable AWS_REGION, PULUMI_BACKEND_URL, DEPLOY_ROLE_ARN, PROD_PREVIEW_ROLE_ARN, which the workflows read",
    ]);

    const named = (...names: string[]) => ({ variables: names.map((name) => ({ name })) });
    answers = {
      [`${repository}/environments/prod`]: { protection_rules: [{ type: "required_reviewers" }] },
      [`${repository}/environments/prod/variables`]: named("DEPLOY_ROLE_ARN", "PULUMI_BACKEND_URL"),
      [`${repository}/actions/variables`]: named("AWS_REGION", "PROD_PREVIEW_ROLE_ARN"),
    };
    expect(told(await checkGitHub(github, jobs, true))).toEqual([
      "ok: example/shop has the environment prod",
    ]);
  } finally {
    server.close();
  }
});
