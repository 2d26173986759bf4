import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CreateLogGroupCommand,
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { environmentVariable } from "../../shared/environment.ts";
import type { AwsSettings } from "../../shared/gate.ts";
import { cdn } from "../../shared/contracts/cdn.ts";
import type { OutputValues } from "../../shared/contract.ts";
import { compute } from "../../shared/contracts/compute.ts";
import { data } from "../../shared/contracts/data.ts";
import { queues } from "../../shared/contracts/queues.ts";
import { backendSettings } from "../../stacks/99-cicd/delivery-settings.ts";
import { startLocalAws } from "../../tools/docpipeline/local-aws.ts";
import { editStackText } from "../../tools/stack-edit.ts";
import type { ProcessResult } from "../../tools/process.ts";
import { published } from "./published.ts";
import { copyRepository, rollout } from "./repository-copy.ts";
import { createTemporaryFolder, writeFileAt } from "./temporary-folder.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const region = "us-west-1";
const accountId = "123456789012";
const repository = (name: string) => `doc-pipeline-dev-${name}`;

/** Digest of an image that starts, and of one that the circuit breaker rolls back. */
export const good = (digit: string): string => `sha256:${digit.repeat(64)}`;
export const dead = `sha256:dead${"0".repeat(60)}`;

/** The default product's environment dev, deployed as far as its state says, on an emulated AWS. */
export interface OperatedProduct {
  root: string;
  aws: AwsSettings;
  /** Programs in it are found before all others. */
  bin: string;
  clusterArn: string;
  /** Addresses of image repositories. */
  urls: Record<"api" | "worker", string>;
  secretArns: Record<"sentry" | "stripe" | "session", string>;
  /** What 99-cicd would write for deliveries of the backend. */
  backendSettings: string;
  run(
    args: string[],
    given?: { env?: Record<string, string | undefined>; input?: string },
  ): Promise<ProcessResult>;
  /** The text of a layer's Pulumi.dev.yaml. */
  configuration(layer: string): Promise<string>;
  configure(layer: string, key: [string, ...string[]], to: unknown): Promise<void>;
  /** Registers a revision; gives its ARN. */
  register(
    family: string,
    container: string,
    image: string,
    environment?: Record<string, string>,
  ): Promise<string>;
  log(logGroup: string, stream: string, ...messages: string[]): Promise<void>;
  /** Changes some of what a layer has published; undefined takes an output back. */
  publish(layer: "30-ecs", changes: Record<string, unknown>): Promise<void>;
  /** Tasks keep on running from now on, instead of ending at once. */
  holdTasks(): Promise<void>;
  /** Where tasks may run. */
  network: { subnets: string[]; securityGroups: string[] };
  /** Puts an image into a repository; gives its digest. */
  pushImage(name: "api" | "worker", tag: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the emulated AWS, makes there what the layers would have made, and writes the layers' state.
 *
 * @param registry where the image repositories are
 */
export async function startOperatedProduct(
  registry = `${accountId}.dkr.ecr.${region}.amazonaws.com`,
): Promise<OperatedProduct> {
  const moto = await startLocalAws({}, here("moto_ecs.py"));
  const aws: AwsSettings = {
    ...{ region, maxAttempts: 1, endpoint: moto.endpoint },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const root = await copyRepository();
  const state = createTemporaryFolder();
  const bin = createTemporaryFolder();
  const ecs = new ECSClient(aws);
  const logs = new CloudWatchLogsClient(aws);

  const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: "dev" }));
  const clusterArn = cluster?.clusterArn ?? "";
  const network = await makeNetwork(aws);
  const secretArns = await makeSecrets(aws);
  const urls = await makeRepositories(aws, registry);
  for (const logGroupName of ["/ecs/api", "/ecs/worker", "/ecs/migrate"]) {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  }
  const register: OperatedProduct["register"] = async (family, container, image, environment = {}) => {
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({
        ...{ family, networkMode: "awsvpc", cpu: "256", memory: "512" },
        containerDefinitions: [
          {
            ...{ name: container, image, memory: 512 },
            environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? "";
  };
  const [api, migrate] = [
    await register("shop-api", "api", `${urls.api}@${good("1")}`),
    await register("shop-migrate", "migrate", `${urls.api}@${good("1")}`),
  ];
  await ecs.send(
    new CreateServiceCommand({
      ...{ cluster: "dev", serviceName: "api", taskDefinition: api, desiredCount: 0, launchType: "FARGATE" },
    }),
  );
  const outputs = describeOutputs({ clusterArn, migrate, network, urls, secretArns });
  const product: OperatedProduct = {
    ...{ root, aws, bin, clusterArn, urls, secretArns, register },
    backendSettings: backendSettings(outputs["30-ecs"] as OutputValues<typeof compute>),
    run: (args, { env = {}, input } = {}) =>
      rollout(
        root,
        args,
        {
          PATH: [bin, here("fixtures/fake-engine"), environmentVariable("PATH")].join(delimiter),
          PULUMI_BACKEND_URL: `file://${state}`,
          ...{ AWS_ENDPOINT_URL: moto.endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
          ...{ AWS_REGION: region, FAKE_ENGINE: state, AWS_PROFILE: undefined },
          ...env,
        },
        input,
      ),
    configuration: (layer) => readFile(fileOf(root, layer), "utf8"),
    async configure(layer, key, to) {
      const text = await readFile(fileOf(root, layer), "utf8");
      await writeFile(fileOf(root, layer), editStackText(text, layer, [{ key, to }]));
    },
    async log(logGroupName, logStreamName, ...messages) {
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
      const logEvents = messages.map((message, at) => ({ message, timestamp: Date.now() - 1000 + at }));
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    },
    async pushImage(name, imageTag) {
      const { image } = await new ECRClient(aws).send(
        new PutImageCommand({
          ...{ repositoryName: repository(name), imageTag },
          imageManifest: JSON.stringify({
            schemaVersion: 2,
            mediaType: "application/vnd.oci.image.manifest.v1+json",
            config: { digest: imageTag },
            layers: [],
          }),
        }),
      );
      return image?.imageId?.imageDigest ?? "";
    },
    network: { subnets: [network.subnetId], securityGroups: [network.securityGroupId] },
    async publish(layer, changes) {
      const { contract: _metadata, ...old } = outputs[layer] as Record<string, unknown>;
      const merged = Object.entries(changes).map(([name, value]) => [
        name,
        typeof value !== "object" ? value : { ...(old[name] as object), ...(value as object) },
      ]);
      const now = { ...old, ...(Object.fromEntries(merged) as object) } as OutputValues<typeof compute>;
      await writeState(state, layer, published(compute, now));
    },
    async holdTasks() {
      await fetch(`${moto.endpoint}/moto-api/state-manager/set-transition`, {
        method: "POST",
        body: JSON.stringify({ model_name: "ecs::task", transition: { progression: "manual", times: 99 } }),
      });
    },
    stop: () => moto.stop(),
  };
  for (const layer of ["20-data", "30-ecs", "60-queues", "90-cdn", "95-observability"]) {
    const text = await product.configuration(layer);
    await writeFile(fileOf(root, layer), text.replaceAll("111111111111", accountId));
  }
  await product.configure("30-ecs", ["compute", "services", "api", "image"], good("1"));
  for (const [layer, values] of Object.entries(outputs)) await writeState(state, layer, values);
  return product;
}

function fileOf(root: string, layer: string): string {
  return join(root, "stacks", layer, "Pulumi.dev.yaml");
}

async function makeNetwork(aws: AwsSettings): Promise<{ subnetId: string; securityGroupId: string }> {
  const ec2 = new EC2Client(aws);
  const { Vpc: { VpcId } = {} } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.0.0/24" }));
  const group = { VpcId, GroupName: "app", Description: "tasks" };
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
  return { subnetId: Subnet?.SubnetId ?? "", securityGroupId: GroupId ?? "" };
}

async function makeSecrets(aws: AwsSettings): Promise<OperatedProduct["secretArns"]> {
  const client = new SecretsManagerClient(aws);
  const make = async (Name: string, SecretString: string): Promise<string> =>
    (await client.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? "";
  return {
    sentry: await make("sentry", '{"SENTRY_DSN":"replace-me"}'),
    stripe: await make("stripe", '{"STRIPE_SECRET_KEY":"old","STRIPE_WEBHOOK_SECRET":"kept"}'),
    session: await make("session", '{"value":"made"}'),
  };
}

async function makeRepositories(aws: AwsSettings, registry: string): Promise<OperatedProduct["urls"]> {
  const client = new ECRClient(aws);
  for (const name of ["api", "worker"]) {
    await client.send(new CreateRepositoryCommand({ repositoryName: repository(name) }));
  }
  return { api: `${registry}/${repository("api")}`, worker: `${registry}/${repository("worker")}` };
}

function describeOutputs(made: {
  clusterArn: string;
  migrate: string;
  network: { subnetId: string; securityGroupId: string };
  urls: OperatedProduct["urls"];
  secretArns: OperatedProduct["secretArns"];
}): Record<string, Record<string, unknown>> {
  const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
  const image = (name: "api" | "worker") => ({
    url: made.urls[name],
    arn: `arn:aws:ecr:${region}:${accountId}:repository/${repository(name)}`,
  });
  return {
    "20-data": published(data, {
      db: {
        ...{ engine: "postgres", identifier: "shop-dev-db", resourceId: "db-ABCDEFGHIJKL01234" },
        ...{ host: "db.example.com", port: 5432, name: "docs", extraDatabases: [] },
        masterSecretArn: made.secretArns.session,
      },
      buckets: {},
      secretArns: made.secretArns,
      ssmPrefix: "/doc-pipeline/dev/",
    }),
    "30-ecs": published(compute, {
      engine: "fargate",
      clusterName: "dev",
      clusterArn: made.clusterArn,
      repositories: { api: image("api"), worker: image("worker") },
      services: {
        api: {
          ...{ name: "api", taskFamily: "shop-api", taskRoleName: "api", taskRoleArn: role("api") },
          ...{ targetGroupArnSuffixes: [], logGroupName: "/ecs/api" },
        },
      },
      exposure: "public",
      appUrl: "http://public.example.com",
      migration: {
        ...{ taskDefinitionArn: made.migrate, clusterArn: made.clusterArn, containerName: "migrate" },
        ...{ taskRoleArn: role("migrate"), executionRoleArn: role("start") },
        ...{ subnetIds: [made.network.subnetId], securityGroupId: made.network.securityGroupId },
        ...{ assignPublicIp: false, logGroupName: "/ecs/migrate" },
      },
      discovery: "none",
    }),
    "60-queues": published(queues, {
      queues: {},
      workerServices: { default: { name: "default-worker", logGroupName: "/ecs/worker" } },
    }),
    "90-cdn": published(cdn, { mode: "s3-oac", webUrl: "https://web.example.com", dnsRecords: [] }),
  };
}

/** As the engine keeps a stack in a folder. */
async function writeState(folder: string, layer: string, outputs: Record<string, unknown>): Promise<void> {
  const type = "pulumi:pulumi:Stack";
  const file = join(folder, ".pulumi", "stacks", layer, "dev.json");
  const resources = [
    { urn: `urn:pulumi:dev::${layer}::${type}::${layer}-dev`, custom: false, type, outputs },
  ];
  const latest = { manifest: { time: "2026-01-01T00:00:00Z" }, resources };
  await mkdir(join(folder, ".pulumi"), { recursive: true });
  await writeFileAt(
    file,
    JSON.stringify({ version: 3, checkpoint: { stack: `organization/${layer}/dev`, latest } }),
  );
}
