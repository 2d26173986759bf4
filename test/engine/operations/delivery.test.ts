import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { runProcess } from "../../../tools/process.ts";
import { environmentVariable } from "../../../shared/environment.ts";
import { dead, good, startOperatedProduct, type OperatedProduct } from "../../support/operated-product.ts";
import { writeProgram } from "../../support/temporary-folder.ts";

jest.setTimeout(120_000);

const tool = (name: string) => fileURLToPath(new URL(`../../../tools/delivery/${name}.ts`, import.meta.url));
let product: OperatedProduct;

/** What the workflows of a product's own repository call. */
async function deliver(name: "backend" | "frontend", line: string) {
  return runProcess(process.execPath, [tool(name), ...line.split(" ")], {
    env: {
      PATH: `${product.bin}:${environmentVariable("PATH")}`,
      ...{ PRODUCT: "doc-pipeline", ENVIRONMENT: "dev", AWS_REGION: product.aws.region },
      ...{ AWS_ENDPOINT_URL: product.aws.endpoint, AWS_PROFILE: undefined },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    },
  });
}

beforeAll(async () => {
  product = await startOperatedProduct();
  const settings = {
    ...{ engine: "fargate", clusterArn: product.clusterArn, repositories: product.urls },
    services: { api: { name: "api", taskFamily: "shop-api" } },
    migration: {
      ...{ taskDefinitionArn: "arn:aws:ecs:x:y:task-definition/shop-migrate:1", containerName: "migrate" },
      ...{ subnetIds: product.network.subnets, securityGroupId: product.network.securityGroups[0] },
      ...{ assignPublicIp: false, logGroupName: "/ecs/migrate" },
    },
  };
  const ssm = new SSMClient(product.aws);
  const put = (Name: string, Value: string) =>
    ssm.send(new PutParameterCommand({ Name: `/doc-pipeline/dev/${Name}`, Value, Type: "String" }));
  await put("delivery/backend", JSON.stringify(settings));
  await put("web/VITE_API_ORIGIN", "https://api.example.com");
  await writeProgram(
    join(product.bin, "docker"),
    `while [ $# -gt 0 ]; do
  [ "$1" = --metadata-file ] && echo '{"containerimage.digest":"${good("2")}"}' > "$2"
  shift
done
echo "building, in many lines"`,
  );
});
afterAll(() => product.stop());

test("a delivery pushes by digest, migrates, updates and waits, each step with its result alone on stdout", async () => {
  const image = `${product.urls.api}@${good("2")}`;
  expect((await deliver("backend", "push --repository api --tag v2 --context /tmp")).stdout).toBe(image);
  expect((await deliver("backend", `migrate --image ${image}`)).stdout).toMatch(
    /^migrated with \S+\/shop-migrate:2$/,
  );
  expect((await deliver("backend", `update --service api --image ${image}`)).stdout).toMatch(
    /^api gets \S+\/shop-api:2$/,
  );
  const waited = await deliver("backend", `wait --service api --image ${image}`);
  expect([waited.stdout, waited.exitCode]).toEqual([`api runs ${image}`, 0]);
});

test("a version that the circuit breaker takes back fails the delivery, with what runs instead", async () => {
  const image = `elsewhere@${dead}`;
  await deliver("backend", `update --service api --image ${image}`);
  const { exitCode, stderr } = await deliver("backend", `wait --service api --image ${image}`);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    `error: service "api" was rolled back and runs "${product.urls.api}@${good("2")}" (ECS deployment circuit breaker`,
  );
});

test("a migration that fails stops the delivery with its exit code", async () => {
  await product.register("shop-migrate", "migrate", "old", { EXIT_CODE: "7" });
  const { exitCode, stderr } = await deliver("backend", "migrate --image new");
  expect(exitCode).toBe(7);
  expect(stderr).toContain(
    "error: the migration ended with exit code 7, expected 0 (no reason given)\n" +
      "to do: nothing else was deployed; look at the log group /ecs/migrate",
  );
});

test("the web app's build is told what 99-cicd wrote", async () => {
  const { stdout } = await deliver("frontend", "env");
  expect(stdout).toBe("VITE_API_ORIGIN=https://api.example.com");
});

test("a delivery without settings says which are missing, and of which layer", async () => {
  const { exitCode, stderr } = await deliver("frontend", "sync --folder dist");
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    "error: the delivery's settings cannot be read from /doc-pipeline/dev/delivery/frontend (ParameterNotFound)\n" +
      "to do: bring 99-cicd up",
  );
});
