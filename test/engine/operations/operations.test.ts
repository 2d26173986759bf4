import {
  DescribeServicesCommand,
  ECSClient,
  RunTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { dead, good, startOperatedProduct, type OperatedProduct } from "../../support/operated-product.ts";
import { writeProgram } from "../../support/temporary-folder.ts";

jest.setTimeout(120_000);

let product: OperatedProduct;
beforeAll(async () => {
  product = await startOperatedProduct();
});
afterAll(() => product.stop());

const run = (line: string, given?: Parameters<OperatedProduct["run"]>[1]) =>
  product.run([...line.split(" "), "--env", "dev"], given);
const whole = ({ stdout, stderr }: { stdout: string; stderr: string }) =>
  [stdout, stderr].filter((part) => part !== "").join("\n");

/** Lets the service run a revision, as a rollout of its layer would. */
async function deploy(image: string, environment: Record<string, string> = {}): Promise<string> {
  const taskDefinition = await product.register("shop-api", "api", image, environment);
  const ecs = new ECSClient(product.aws);
  await ecs.send(new UpdateServiceCommand({ cluster: "dev", service: "api", taskDefinition }));
  for (let looks = 0; looks < 2; looks++) {
    await ecs.send(new DescribeServicesCommand({ cluster: "dev", services: ["api"] }));
  }
  return taskDefinition;
}

async function running(): Promise<string | undefined> {
  const { services } = await new ECSClient(product.aws).send(
    new DescribeServicesCommand({ cluster: "dev", services: ["api"] }),
  );
  return services?.[0]?.taskDefinition?.split("/").at(-1);
}

describe("whoever names something wrong", () => {
  test("is told what there is, what is not deployed and what was probably meant", async () => {
    const { exitCode, stderr } = await run("redeploy apo");
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'error: "apo" is no service of environment "dev", expected one of api, default ' +
        "(not deployed: 50-auth/dev, 70-docpipeline/dev, 95-observability/dev)\n" +
        'to do: did you mean "api"?',
    );
  });

  test("and whoever means a service without an image how to push one", async () => {
    const { exitCode, stderr } = await run("redeploy default");
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'error: service "default" has no image yet, expected one to redeploy\n' +
        "to do: push one: rollout images push default --env dev",
    );
  });

  test("cannot operate a rehearsal, which has nothing that runs", async () => {
    const { exitCode, stderr } = await run("redeploy api --rehearse");
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'error: "redeploy" needs what runs on AWS, and a rehearsal has nothing that runs\nto do: drop --rehearse',
    );
  });
});

test("credentials of another account change nothing", async () => {
  await product.configure("60-queues", ["accountId"], "999999999999");
  await product.configure("60-queues", ["workers", "default", "image"], good("1"));
  const { exitCode, stderr } = await run("redeploy default");
  await product.configure("60-queues", ["accountId"], "123456789012");
  await product.configure("60-queues", ["workers", "default", "image"], "");
  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    "error: AWS does not answer as it should, expected credentials of account 999999999999, got credentials of account 123456789012\n" +
      "to do: log in to that account (aws sso login, AWS_PROFILE) and run the same command again",
  );
});

describe("images push", () => {
  beforeAll(async () => {
    // Writes what buildx would write, and down what it was called with.
    await writeProgram(
      join(product.bin, "docker"),
      `echo "$@" >> "${product.bin}/docker.log"
[ "$1" = login ] && cat > "${product.bin}/password"
while [ $# -gt 0 ]; do
  [ "$1" = --metadata-file ] && echo '{"containerimage.digest":"${good("2")}"}' > "$2"
  shift
done
echo pushing`,
    );
  });

  test("builds for the service's processor, and writes the digest into the configuration of its layer", async () => {
    const { exitCode, stdout } = await run("images push api --tag v2 --context /tmp");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toEqual([
      `pushed ${product.urls.api}@${good("2")}`,
      expect.stringMatching(/^changed stacks\/30-ecs\/Pulumi\.dev\.yaml, which is to be committed:$/),
      expect.stringContaining("ssmPath"),
      `  -         image: ${good("1")}`,
      `  +         image: ${good("2")}`,
      expect.stringContaining("migrations:"),
      "next: rollout up 30-ecs --env dev",
    ]);
    expect(await product.configuration("30-ecs")).toMatch(new RegExp(`image: "?${good("2")}"?\n`));
    const [login, build] = (await readFile(join(product.bin, "docker.log"), "utf8")).split("\n");
    expect(login).toBe("login --username AWS --password-stdin 123456789012.dkr.ecr.us-west-1.amazonaws.com");
    expect(build).toMatch(
      new RegExp(
        `^buildx build --platform linux/amd64 --provenance=false --tag ${product.urls.api}:v2 --push --metadata-file \\S+ /tmp$`,
      ),
    );
    expect(await readFile(join(product.bin, "password"), "utf8")).not.toBe("");
  });

  test("named by its repository reaches every service that runs images of it", async () => {
    const { exitCode, stdout } = await run("images push worker --tag v2 --context /tmp");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("next: rollout up 60-queues --env dev");
    expect(await product.configuration("60-queues")).toContain(`image: "${good("2")}"`);
    await product.configure("60-queues", ["workers", "default", "image"], "");
  });

  test("that docker refuses changes nothing", async () => {
    const before = await product.configuration("30-ecs");
    await writeProgram(
      join(product.bin, "docker"),
      '[ "$1" = login ] || { echo "no such stage" >&2; exit 17; }',
    );
    const { exitCode, stderr } = await run("images push api --tag v3 --stage prod --context /tmp");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "error: docker buildx build failed: no such stage\nto do: look at what docker wrote",
    );
    expect(await product.configuration("30-ecs")).toBe(before);
  });
});

describe("migrate", () => {
  test("runs the configured image, which may be newer than what is deployed", async () => {
    const { exitCode, stderr } = await run("migrate");
    expect(stderr).toMatch(
      /^runs as arn:aws:ecs:us-west-1:123456789012:task\/dev\/\S+\nmigrated with \S+\/shop-migrate:2$/,
    );
    expect(exitCode).toBe(0);
  });

  test("ends as the migration does", async () => {
    await product.register("shop-migrate", "migrate", `${product.urls.api}@${good("2")}`, { EXIT_CODE: "7" });
    const failing = await product.register("other", "migrate", "x", { EXIT_CODE: "7" });
    await product.publish("30-ecs", { migration: { taskDefinitionArn: failing } });
    const { exitCode, stderr } = await run("migrate");
    expect(exitCode).toBe(7);
    expect(stderr).toContain(
      "error: the migration ended with exit code 7, expected 0 (ECS gives no reason)\n" +
        "to do: look at its log above; the services still run as before",
    );
  });

  test("is refused where no layer publishes a migration", async () => {
    await product.publish("30-ecs", { migration: undefined });
    const { exitCode, stderr } = await run("migrate");
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'error: environment "dev" has no migration, expected one that a layer publishes',
    );
  });
});

describe("redeploy and rollback", () => {
  test("redeploy starts new tasks, tells what ECS tells, and waits until they hold", async () => {
    const { exitCode, stdout, stderr } = await run("redeploy api");
    expect(exitCode).toBe(0);
    expect(stdout).toBe('service "api" runs on new tasks');
    expect(stderr.split("\n").slice(1)).toEqual([
      "(service api) has started 1 tasks.",
      "(service api) has reached a steady state.",
    ]);
  });

  test("rollback needs a yes, and says before what it would return to", async () => {
    const digest = await product.pushImage("api", "v1");
    await deploy(`${product.urls.api}@${digest}`);
    await deploy(`${product.urls.api}@${good("2")}`, { NEW: "1" });
    const { exitCode, stdout, stderr } = await run("rollback api");
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(
      new RegExp(
        `^runs          revision 3.*: \\S+@${good("2")}\ngoes back to  revision 2.*: \\S+@${digest}\n` +
          "they also differ in environment: the next rollout of 30-ecs brings those back$",
      ),
    );
    expect(stderr).toBe(
      'error: the rollback of service "api" is not confirmed, expected --yes\n' +
        "to do: nothing was changed; add --yes to: rollout rollback api",
    );
    expect(await running()).toBe("shop-api:3");
  });

  test("rollback returns to the revision before, and the configuration with it", async () => {
    const { exitCode, stdout } = await run("rollback api --yes");
    expect(exitCode).toBe(0);
    expect(await running()).toBe("shop-api:2");
    expect(stdout).toContain(`  -         image: ${good("2")}\n`);
    expect(stdout).toContain('service "api" runs revision 2 again; the database is as it was');
  });

  test("rollback refuses an image that the repository no longer holds", async () => {
    const { exitCode, stderr } = await run("rollback api --yes --to 1");
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `error: the image of revision 1 is gone, expected ${good("1")} in repository doc-pipeline-dev-api\n` +
        "to do: choose another with --to <revision>, and keep more images from now on: ecr.keep",
    );
  });

  test("a deployment that the circuit breaker takes back is told, with 1", async () => {
    await product.register("shop-api", "api", `elsewhere@${dead}`);
    const { exitCode, stderr } = await run("rollback api --yes --to 4");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /error: service "api" was rolled back and runs "\S+" \(ECS deployment circuit breaker: rolling back to deploymentId \S+\)\nto do: look at why the new tasks stopped/,
    );
  });
});

describe("exec", () => {
  test("is refused where the configuration allows no shell", async () => {
    const { exitCode, stderr } = await run("exec api");
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'error: service "api" allows no shell, expected exec: true in its configuration',
    );
    await product.configure("30-ecs", ["compute", "services", "api", "exec"], true);
  });

  test("says which program is missing and where it is", async () => {
    await writeProgram(join(product.bin, "aws"), `echo "$@" >> "${product.bin}/aws.log"`);
    const { exitCode, stderr } = await run("exec api");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'error: the Session Manager plugin of the aws CLI is not installed here, expected "session-manager-plugin" on the PATH',
    );
    await writeProgram(join(product.bin, "session-manager-plugin"), "exit 0");
  });

  test("runs a command in a task that takes shells", async () => {
    const without = await run("exec api");
    expect(without.stderr).toContain('service "api" has no running task');
    const taskDefinition = await product.register("shop-shell", "api", "x", { EXEC: "yes" });
    await product.holdTasks();
    await new ECSClient(product.aws).send(
      new RunTaskCommand({
        ...{ cluster: "dev", taskDefinition, launchType: "FARGATE" },
        networkConfiguration: { awsvpcConfiguration: product.network },
      }),
    );
    const { exitCode } = await product.run(["exec", "api", "--env", "dev", "--", "echo", "it's"]);
    expect(exitCode).toBe(0);
    const calls = (await readFile(join(product.bin, "aws.log"), "utf8")).trim().split("\n");
    expect(calls.at(-1)).toMatch(
      /^ecs execute-command --region us-west-1 --cluster \S+:cluster\/dev --task \S+ --container api --interactive --command echo 'it'\\''s'$/,
    );
  });
});

test("logs shows the lines since then, and filters them", async () => {
  await product.log("/ecs/api", "api/api/0123456789abcdef", "started", "ERROR no database", "ready");
  const all = await run("logs api --since 5m");
  expect(all.exitCode).toBe(0);
  expect(all.stdout.split("\n").map((line) => line.replace(/^\S+ /, ""))).toEqual([
    "89abcdef started",
    "89abcdef ERROR no database",
    "89abcdef ready",
  ]);
  const errors = await run("logs 30-ecs/api --since 5m --filter ERROR");
  expect(errors.stdout).toMatch(/^\S+ 89abcdef ERROR no database$/);
  const wrong = await run("logs api --since yesterday");
  expect(wrong.exitCode).toBe(2);
});

describe("secrets put", () => {
  const valueOf = async (name: "sentry" | "stripe") => {
    const client = new SecretsManagerClient(product.aws);
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: product.secretArns[name] }),
    );
    return SecretString;
  };

  test("sets one key of a secret, leaves the others and names who has the old value", async () => {
    const { exitCode, stdout, stderr } = await run("secrets put stripe.STRIPE_SECRET_KEY", {
      input: "new\n",
    });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      'secret "stripe.STRIPE_SECRET_KEY" is set\nthese have the old value until they are redeployed:\n' +
        "  rollout redeploy api --env dev",
    );
    expect(stderr).toBe("");
    expect(await valueOf("stripe")).toBe('{"STRIPE_SECRET_KEY":"new","STRIPE_WEBHOOK_SECRET":"kept"}');
  });

  test("refuses what its readers could not use, and never shows it", async () => {
    const refused = await run("secrets put sentry", { input: "hunter2" });
    expect(refused.exitCode).toBe(2);
    expect(whole(refused)).toBe(
      'error: the value of secret "sentry" has the wrong form, expected JSON with the keys SENTRY_DSN, got no JSON of texts by key\n' +
        "to do: set one key at a time: rollout secrets put sentry.SENTRY_DSN",
    );
    expect(await valueOf("sentry")).toBe('{"SENTRY_DSN":"replace-me"}');
    const generated = await run("secrets put session", { input: "x" });
    expect(generated.stderr).toContain(
      'error: secret "session" is generated by AWS, expected nobody to set it',
    );
  });
});

test("open shows all addresses, and one for others to use", async () => {
  expect((await run("open")).stdout).toBe("api  http://public.example.com\nweb  https://web.example.com");
  expect((await run("open web")).stdout).toBe("https://web.example.com");
});

test("db create says what to do where the database cannot be reached from here", async () => {
  const { exitCode, stderr } = await run("db create --database 127.0.0.1:1");
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^error: database "docs" does not answer \(.+\)\nto do: where compute\.migrations\.setupImage is set/,
  );
});
