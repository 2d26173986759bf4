import { expect, test } from "@jest/globals";
import { cdn } from "../../../shared/contracts/cdn.ts";
import type { CicdConfigInput } from "../../../stacks/99-cicd/config.ts";
import { belowQueues } from "../../support/examples/below-queues.ts";
import { examples, type CicdExample } from "../../support/examples/cicd.ts";
import { runLayer, type LayerRun } from "../../support/layer-under-mocks.ts";
import { published } from "../../support/published.ts";

const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const boundary = "arn:aws:iam::123456789012:policy/boundary";
const site = published(cdn, {
  mode: "s3-oac",
  distributionId: "E1A2B3C4D5E6F7",
  distributionArn: "arn:aws:cloudfront::123456789012:distribution/E1A2B3C4D5E6F7",
  siteBucketName: "shop-dev-site",
  siteBucketArn: "arn:aws:s3:::shop-dev-site",
  webUrl: "https://d111.cloudfront.net",
  dnsRecords: [],
});

const run = (
  config: CicdConfigInput,
  githubOidcProviderArn: string | undefined = provider,
): Promise<LayerRun> => {
  const below = belowQueues("dev", config.region, { account: { githubOidcProviderArn } });
  return runLayer({
    layer: "99-cicd",
    stack: "dev",
    config,
    upstreams: { ...below, "organization/90-cdn/dev": site },
  });
};
const runs = new Map<string, Promise<LayerRun>>();
/** Each example is run once; the tests only look. */
const running = (name: CicdExample): Promise<LayerRun> => {
  const known = runs.get(name) ?? run(examples[name]);
  runs.set(name, known);
  return known;
};
const trust = (layer: LayerRun, role: string) =>
  JSON.parse(layer.resource("aws:iam/role:Role", role).inputs["assumeRolePolicy"]).Statement[0];
const subjects = (layer: LayerRun, role: string): string[] =>
  trust(layer, role).Condition.StringEquals["token.actions.githubusercontent.com:sub"];
const statements = (layer: LayerRun, role: string): { Sid: string; Resource: unknown }[] =>
  JSON.parse(layer.resource("aws:iam/rolePolicy:RolePolicy", role).inputs["policy"]).Statement;
const parameters = (layer: LayerRun) =>
  Object.fromEntries(
    layer.all("aws:ssm/parameter:Parameter").map(({ inputs }) => [inputs["name"], inputs["insecureValue"]]),
  );

test.each(Object.keys(examples) as CicdExample[])("%s has a role for each purpose it names", async (name) => {
  const layer = await running(name);
  const purposes = Object.keys(examples[name].cicd)
    .filter((key) => key !== "state")
    .sort();
  expect(Object.keys(layer.outputs["roleArns"]).sort()).toEqual(purposes);
  expect(
    layer
      .all("aws:iam/role:Role")
      .map((role) => role.name)
      .sort(),
  ).toEqual(purposes);
});

test("every role is under the account's boundary and for named jobs of named repositories only", async () => {
  for (const name of Object.keys(examples) as CicdExample[]) {
    const layer = await running(name);
    for (const { name: role, inputs } of layer.all("aws:iam/role:Role")) {
      expect(inputs["permissionsBoundary"]).toBe(boundary);
      expect(trust(layer, role)).toMatchObject({
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        },
      });
      for (const subject of subjects(layer, role)) expect(subject).toMatch(/^repo:example[^*]*:[^*]+$/);
    }
  }
});

test("doc-pipeline's production is changed by jobs of its GitHub environment, and looked at by pull requests", async () => {
  const layer = await running("doc-pipeline-prod");
  for (const role of ["backend", "frontend", "infraUp"])
    expect(subjects(layer, role)).toEqual(["repo:example/doc-pipeline:environment:prod"]);
  expect(subjects(layer, "infraPreview")).toEqual([
    "repo:example/doc-pipeline:ref:refs/heads/main",
    "repo:example/doc-pipeline:pull_request",
  ]);
  expect(subjects(layer, "drift")).toEqual(["repo:example/doc-pipeline:ref:refs/heads/main"]);
  expect(layer.resource("aws:iam/role:Role", "infraUp").inputs["maxSessionDuration"]).toBe(7200);
});

test("tap's role trusts its main branch by names and by ids", async () => {
  expect(subjects(await running("tap-poc"), "backend")).toEqual([
    "repo:example/tap:ref:refs/heads/main",
    "repo:example@1001/tap@2002:ref:refs/heads/main",
  ]);
});

test("app-runner's role trusts an environment and a branch", async () => {
  expect(subjects(await running("app-runner-dev"), "backend")).toEqual([
    "repo:example/app-runner:environment:dev",
    "repo:example/app-runner:ref:refs/heads/main",
  ]);
});

test("only infraUp has a managed policy, without IAM, and gives rights under the boundary", async () => {
  const layer = await running("doc-pipeline-prod");
  expect(
    layer
      .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map(({ name, inputs }) => [name, inputs["policyArn"]]),
  ).toEqual([["infraUp", "arn:aws:iam::aws:policy/PowerUserAccess"]]);
  expect(statements(layer, "infraUp").find(({ Sid }) => Sid === "GrantUnderBoundary")).toMatchObject({
    Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } },
  });
  expect(statements(layer, "infraUp").find(({ Sid }) => Sid === "OtherEnvironmentsStay")).toMatchObject({
    Condition: { StringNotEquals: { "aws:ResourceTag/Environment": "dev" } },
  });
});

test("web-api's page is built with the API's address, which the frontend's role may read", async () => {
  const layer = await running("web-api-stage");
  expect(parameters(layer)).toMatchObject({
    "/web-api/dev/web/VITE_API_ORIGIN": "https://api.stage.example.com",
    "/web-api/dev/delivery/frontend": JSON.stringify({
      mode: "s3-oac",
      siteBucketName: "shop-dev-site",
      distributionId: "E1A2B3C4D5E6F7",
      webUrl: "https://d111.cloudfront.net",
    }),
  });
  expect(statements(layer, "frontend")[0]).toMatchObject({
    Sid: "ReadBuildSettings",
    Resource: [
      "arn:aws:ssm:us-east-1:123456789012:parameter/web-api/dev/delivery/frontend",
      "arn:aws:ssm:us-east-1:123456789012:parameter/web-api/dev/web",
      "arn:aws:ssm:us-east-1:123456789012:parameter/web-api/dev/web/*",
    ],
  });
});

test("a backend's delivery finds its cluster, repositories and services in one parameter", async () => {
  const layer = await running("utm-dev");
  expect(layer.outputs["settings"]).toEqual({ backend: "/utm/dev/delivery/backend" });
  expect(JSON.parse(parameters(layer)["/utm/dev/delivery/backend"])).toMatchObject({
    engine: "fargate",
    clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/cluster",
    repositories: { api: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api" },
    services: { api: { name: "api" } },
  });
});

test("an account without GitHub's OIDC provider is refused before anything is made", async () => {
  const below = belowQueues("dev", "us-east-1");
  expect(below[`organization/00-account/dev`]).not.toHaveProperty("githubOidcProviderArn");
  const result = runLayer({ layer: "99-cicd", stack: "dev", config: examples["utm-dev"], upstreams: below });
  await expect(result).rejects.toThrow(
    "the configuration of 99-cicd/dev does not fit the layers below it:\n" +
      "  - 99-cicd:cicd has backend, but 00-account knows no OIDC provider for GitHub Actions; " +
      "set account.githubOidc to create or adopt there",
  );
});
