import { readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { findEngine } from "../../tools/engine/index.ts";
import { runProcess, type ProcessResult } from "../../tools/process.ts";
import { startStandIn, type StandIn } from "../../tools/rehearsal/server.ts";
import { createTemporaryFolder, writeFileAt } from "../support/temporary-folder.ts";

// Some twenty runs of the engine, on a machine that runs other tests as well.
jest.setTimeout(300_000);

const project = createTemporaryFolder();
const stateDir = join(project, "aws");
const account = join(stateDir, "resources", "111122223333");
let standIn: StandIn;
let engine: string;

const program = (subnetCidr: string) => `
  import * as aws from "@pulumi/aws";
  import * as awsx from "@pulumi/awsx";
  import * as pulumi from "@pulumi/pulumi";
  export default async () => {
    const provider = new aws.Provider("aws", {
      region: "us-west-1",
      allowedAccountIds: ["111122223333"],
      defaultTags: { tags: { Environment: pulumi.getStack() } },
    });
    const { names } = await aws.getAvailabilityZones({}, { provider });
    const net = new awsx.ec2.Vpc("net", {
      cidrBlock: "10.0.0.0/16",
      availabilityZoneNames: names,
      subnetStrategy: "Auto",
      natGateways: { strategy: "None" },
      subnetSpecs: [{ type: "Isolated", name: "db", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }],
    }, { providers: { aws: provider } });
    const own = new aws.ec2.Subnet("own", { vpcId: net.vpcId, cidrBlock: "${subnetCidr}" }, { provider });
    const parameter = new aws.ssm.Parameter("key", { name: "/" + pulumi.getStack() + "/key", type: "SecureString", value: pulumi.secret("hunter2") }, { provider });
    return { vpcId: net.vpcId, dbSubnetIds: net.isolatedSubnetIds, ownId: own.id, tags: own.tagsAll, secret: parameter.value };
  };`;

async function pulumi(...args: string[]): Promise<ProcessResult> {
  return await runProcess(engine, [...args, "--non-interactive"], {
    cwd: project,
    env: {
      PATH: [dirname(engine), dirname(process.execPath), environmentVariable("PATH")].join(delimiter),
      PULUMI_HOME: join(project, "home"),
      PULUMI_BACKEND_URL: `file://${project}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_DEBUG_PROVIDERS: standIn.debugProviders,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "1",
    },
  });
}

async function up(stack: string, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await pulumi(
    "up",
    "--yes",
    "--skip-preview",
    "--stack",
    stack,
    ...args,
  );
  return `exit ${exitCode}\n${stdout}${stderr}`;
}

async function outputs(stack: string): Promise<Record<string, string>> {
  return JSON.parse((await pulumi("stack", "output", "--json", "--stack", stack)).stdout) as Record<
    string,
    string
  >;
}

beforeAll(async () => {
  engine = (await findEngine()).pulumi;
  standIn = await startStandIn({ stateDir });
  symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(project, "node_modules"));
  await writeFileAt(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFileAt(
    join(project, "Pulumi.yaml"),
    "name: probe\nmain: index.ts\nruntime: {name: nodejs, options: {typescript: false}}\n",
  );
  await writeFileAt(join(project, "index.ts"), program("10.0.2.0/24"));
  for (const stack of ["dev", "stage"]) await pulumi("stack", "init", stack);
});

afterAll(async () => {
  await standIn.stop();
});

test("a program goes through its whole life on the real engine", async () => {
  // Two engines at once, each with provider instances of its own.
  expect(await Promise.all([up("dev"), up("stage")])).toEqual([
    expect.stringContaining("exit 0"),
    expect.stringContaining("exit 0"),
  ]);
  const dev = await outputs("dev");
  expect(dev).toMatchObject({
    vpcId: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
    tags: { Environment: "dev" },
  });
  expect(dev["dbSubnetIds"]).toHaveLength(2);
  expect(dev["secret"]).toBe("[secret]");
  expect((await outputs("stage"))["vpcId"]).not.toBe(dev["vpcId"]);

  expect(await up("dev", "--expect-no-changes")).toContain("exit 0");

  const file = join(account, "us-west-1", "ec2.Subnet", `${dev["ownId"]}.json`);
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace('"mapPublicIpOnLaunch": false', '"mapPublicIpOnLaunch": true'),
  );
  const drifted = await pulumi("refresh", "--yes", "--skip-preview", "--diff", "--stack", "dev");
  expect(drifted.stdout).toContain("mapPublicIpOnLaunch: false => true");
  expect(await up("dev", "--diff")).toContain("mapPublicIpOnLaunch: true => false");

  await writeFileAt(join(project, "index.ts"), program("10.0.3.0/24"));
  expect(await up("dev")).toContain("exit 0");
  expect((await outputs("dev"))["ownId"]).not.toBe(dev["ownId"]);

  await writeFileAt(join(project, "index.ts"), program("10.0.1.0/24"));
  expect(await up("dev")).toContain(
    "api error InvalidSubnet.Conflict: The CIDR '10.0.1.0/24' conflicts with another subnet",
  );

  writeFileSync(
    join(stateDir, "faults.json"),
    JSON.stringify([
      {
        type: "aws:ssm/parameter:Parameter",
        operation: "delete",
        error: "ThrottlingException: Rate exceeded",
      },
    ]),
  );
  const thrown = await pulumi("destroy", "--yes", "--skip-preview", "--stack", "stage");
  expect(thrown.stdout + thrown.stderr).toContain("ThrottlingException: Rate exceeded");
  writeFileSync(join(stateDir, "faults.json"), "[]");

  standIn.useCredentialsOf("444455556666");
  expect(await up("dev")).toContain("AWS account ID not allowed: 444455556666");
  standIn.useCredentialsOf(undefined);

  for (const stack of ["dev", "stage"]) await pulumi("destroy", "--yes", "--skip-preview", "--stack", stack);
  const left = readdirSync(account, { recursive: true }).filter((name) => String(name).endsWith(".json"));
  expect(left).toEqual([]);
});

test("a preview of an empty stack makes nothing up", async () => {
  await writeFileAt(join(project, "index.ts"), program("10.0.2.0/24"));
  const { stdout } = await pulumi("preview", "--stack", "dev");
  expect(stdout).toMatch(/vpcId\s*: \[unknown\]/);
  expect(stdout).toMatch(/ownId\s*: \[unknown\]/);
  expect(stdout).toMatch(/tags\s*: \{\s*Environment: "dev"/);
  expect(readdirSync(account, { recursive: true }).filter((name) => String(name).endsWith(".json"))).toEqual(
    [],
  );
});
