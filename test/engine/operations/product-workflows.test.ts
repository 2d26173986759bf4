import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { fileURLToPath } from "node:url";
import {
  CloudFrontClient,
  CreateDistributionCommand,
  ListInvalidationsCommand,
} from "@aws-sdk/client-cloudfront";
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { environmentVariable } from "../../../shared/environment.ts";
import { frontendSettings } from "../../../stacks/99-cicd/delivery-settings.ts";
import { startImageRegistry, type ImageRegistry } from "../../support/image-registry.ts";
import { startOperatedProduct, type OperatedProduct } from "../../support/operated-product.ts";
import { RunnerRepository } from "../../support/workflow-runner.ts";

// A product's own repository calls backend-deploy.yml and frontend-deploy.yml of a copy of this one, run by act. Images go
// to a real registry, but what builds them is no Docker (fixtures/docker); AWS is moto, with the deployments that it lacks
// (moto_ecs.py); the web app is uploaded by the AWS CLI.

jest.setTimeout(180_000);

const root = fileURLToPath(new URL("../../..", import.meta.url));
let registry: ImageRegistry;
let aws: OperatedProduct;
let site: Server;
let siteStatus = 200;
let product: RunnerRepository;
let stacks: RunnerRepository;
let distributionId = "";

beforeAll(async () => {
  registry = await startImageRegistry();
  aws = await startOperatedProduct(registry.address);
  site = createServer((_request, response) => response.writeHead(siteStatus).end());
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  stacks = await RunnerRepository.copy(/^(test|docs|bench|stacks)\//);
  product = await RunnerRepository.of(
    fileURLToPath(new URL("../../support/fixtures/product", import.meta.url)),
    "shop/product",
    stacks,
  );
  distributionId = await makeSite();
  await writeParameter("delivery/backend", aws.backendSettings);
  await writeParameter("web/VITE_API_ORIGIN", "https://api.example.com");
  await writeParameter(
    "delivery/frontend",
    frontendSettings({
      ...{ mode: "s3-oac", siteBucketName: "site", distributionId, webUrl: "https://web.example.com" },
    }),
  );
});
afterAll(async () => {
  site.close();
  await Promise.all([aws.stop(), registry.stop()]);
});

async function writeParameter(name: string, Value: string): Promise<void> {
  await new SSMClient(aws.aws).send(
    new PutParameterCommand({ Name: `/doc-pipeline/dev/${name}`, Value, Type: "String" }),
  );
}

/** A bucket with a page of an earlier delivery, and its distribution; gives that one's id. */
async function makeSite(): Promise<string> {
  const s3 = new S3Client({ ...aws.aws, forcePathStyle: true });
  await s3.send(
    new CreateBucketCommand({
      Bucket: "site",
      CreateBucketConfiguration: { LocationConstraint: aws.aws.region as "us-west-1" },
    }),
  );
  await s3.send(new PutObjectCommand({ Bucket: "site", Key: "assets/old.js", Body: "old" }));
  const { Distribution } = await new CloudFrontClient(aws.aws).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        ...{ CallerReference: "site", Comment: "", Enabled: true },
        Origins: { Quantity: 1, Items: [{ Id: "site", DomainName: "site.s3.amazonaws.com" }] },
        DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https" },
      },
    }),
  );
  return Distribution?.Id ?? "";
}

/** Commits what is new in the product and runs one of its workflows; gives its log and whether the run is green. */
async function push(
  workflow: "backend" | "frontend",
  to = "dev",
): Promise<{ log: string; isGreen: boolean }> {
  await product.git("commit", "--quiet", "--all", "--allow-empty", "--message", "Change something");
  const { exitCode, stdout, stderr } = await product.run({
    ...{ workflow: `${workflow}.yml`, event: "push", called: stacks },
    variables: {
      ...{
        BACKEND_ROLE_ARN: "arn:aws:iam::1:role/backend",
        FRONTEND_ROLE_ARN: "arn:aws:iam::1:role/frontend",
      },
      ...{ AWS_REGION: aws.aws.region, TO: to },
      SMOKE_URL: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    },
    env: {
      ...registry.docker.env,
      AWS_ENDPOINT_URL: aws.aws.endpoint ?? "",
      PATH: [
        registry.docker.folder,
        join(root, ".rollout", "test-tools", "venv", "bin"),
        environmentVariable("PATH"),
      ].join(delimiter),
    },
  });
  return { log: stripVTControlCharacters(`${stdout}\n${stderr}`), isGreen: exitCode === 0 };
}

async function imageOf(family: string): Promise<string | undefined> {
  const { taskDefinition } = await new ECSClient(aws.aws).send(
    new DescribeTaskDefinitionCommand({ taskDefinition: family }),
  );
  return taskDefinition?.containerDefinitions?.[0]?.image;
}

/** The image of the revision that the service has. */
async function running(): Promise<string | undefined> {
  const { services = [] } = await new ECSClient(aws.aws).send(
    new DescribeServicesCommand({ cluster: "dev", services: ["api"] }),
  );
  return imageOf(services[0]?.taskDefinition ?? "");
}

/** The image of the product's newest commit by its digest, as the registry has it. */
async function pushed(): Promise<string> {
  const commit = (await product.git("rev-parse", "HEAD")).trim();
  return `${aws.urls.api}@${await registry.digestOf("doc-pipeline-dev-api", commit)}`;
}

test("a push of the product is tested, pushed, migrated and deployed by the digest that the registry has", async () => {
  const { log, isGreen } = await push("backend");
  if (!isGreen) throw new Error(log);
  const image = await pushed();
  expect(image).toMatch(/^127\.0\.0\.1:\d+\/doc-pipeline-dev-api@sha256:[0-9a-f]{64}$/);
  expect(await imageOf("shop-migrate")).toBe(image);
  expect(await running()).toBe(image);
  expect(log).toMatch(/tests 1\b/);
  expect(log).toMatch(/migrated with \S+\/shop-migrate:2/);
  expect(log).toMatch(/api gets \S+\/shop-api:2/);
  expect(log).toContain(`api runs ${image}`);
  expect(log).toMatch(/http:\/\/127\.0\.0\.1:\d+ answers 200/);
});

test("the job is red where the new version does not answer, with what it answers", async () => {
  siteStatus = 503;
  const { log, isGreen } = await push("backend");
  siteStatus = 200;
  expect(isGreen).toBe(false);
  expect(await running()).toBe(await pushed());
  expect(log).toContain("does not answer as it should, expected 200, got 503");
});

test("a version that the circuit breaker takes back makes the job red, though the service is well", async () => {
  const before = await running();
  await aws.register("shop-api", "api", "any", { CRASHES: "yes" });
  const { log, isGreen } = await push("backend");
  await aws.register("shop-api", "api", "any");
  expect(isGreen).toBe(false);
  expect(await pushed()).not.toBe(before);
  expect(await running()).toBe(before);
  expect(log).toContain(
    `error: service "api" was rolled back and runs "${before}" (ECS deployment circuit breaker`,
  );
  expect(log).not.toContain("answers 200");
});

test("a migration that fails makes the job red before any service is touched, and says where to look", async () => {
  const before = await running();
  await aws.register("shop-migrate", "migrate", "any", { EXIT_CODE: "7" });
  const { log, isGreen } = await push("backend");
  expect(isGreen).toBe(false);
  expect(await running()).toBe(before);
  expect(await imageOf("shop-api")).toBe("any");
  expect(log).toContain("the migration ended with exit code 7, expected 0 (no reason given)");
  expect(log).toContain("nothing else was deployed; look at the log group /ecs/migrate");
});

test("what fails the product's own tests is not even built", async () => {
  await product.edit("server.mjs", '"hello"', '"goodbye"');
  const { log, isGreen } = await push("backend");
  expect(isGreen).toBe(false);
  expect(log).toMatch(/fail 1\b/);
  expect(await pushed()).toBe(`${aws.urls.api}@undefined`);
});

test("a web app is built with what 99-cicd wrote, uploaded for caches to know, and replaces the old one", async () => {
  const { log, isGreen } = await push("frontend");
  if (!isGreen) throw new Error(log);
  const s3 = new S3Client({ ...aws.aws, forcePathStyle: true });
  const read = async (Key: string) => {
    const { Body, CacheControl, ContentType } = await s3.send(new GetObjectCommand({ Bucket: "site", Key }));
    return [await Body?.transformToString(), CacheControl, ContentType];
  };
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "site" }));
  expect(Contents.map(({ Key }) => Key)).toEqual(["assets/main.js", "index.html"]);
  expect(await read("assets/main.js")).toEqual([
    "const api = 'https://api.example.com';\n",
    "public,max-age=31536000,immutable",
    expect.stringMatching(/^(text|application)\/javascript$/),
  ]);
  expect(await read("index.html")).toEqual([
    expect.stringContaining("assets/main.js"),
    "no-cache",
    "text/html",
  ]);
  const { InvalidationList } = await new CloudFrontClient(aws.aws).send(
    new ListInvalidationsCommand({ DistributionId: distributionId }),
  );
  expect(InvalidationList?.Quantity).toBe(1);
  expect(log).toContain("delivered to https://web.example.com");
});

test("a delivery to an environment that 99-cicd has not prepared is red, and says which layer to bring up", async () => {
  const { log, isGreen } = await push("frontend", "stage");
  expect(isGreen).toBe(false);
  expect(log).toContain(
    "error: the delivery's settings cannot be read from /doc-pipeline/stage/delivery/frontend (ParameterNotFound)",
  );
  expect(log).toContain("to do: bring 99-cicd up");
});
