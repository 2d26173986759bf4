import {
  DescribeServicesCommand,
  ECSClient,
  RunTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { runProcess } from "../../../tools/process.ts";
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

/** Writes what buildx would write, and down what it was called with. */
const writesMetadata = (bin: string) => `echo "$@" >> "${bin}/docker.log"
[ "$1" = login ] && cat > "${bin}/password"
while [ $# -gt 0 ]; do
  [ "$1" = --metadata-file ] && echo '{"containerimage.digest":"${good("2")}"}' > "$2"
  shift
done
echo pushing`;

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
    await writeProgram(join(product.bin, "docker"), writesMetadata(product.bin));
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
        "to do: build that version again (or another with --to <revision>); keep more images from now on: ecr.keep",
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

describe("images push with what this repository brings", () => {
  const built = async () =>
    (await readFile(join(product.bin, "docker.log"), "utf8")).trim().split("\n").at(-1);
  beforeAll(async () => {
    await product.configure("30-ecs", ["compute", "services", "api", "image"], "");
    await writeProgram(join(product.bin, "docker"), writesMetadata(product.bin));
  });

  test("gives a Dockerfile from elsewhere the files beside it", async () => {
    const file = fileURLToPath(new URL("../../../images/frontend/Dockerfile", import.meta.url));
    expect((await run(`images push worker --tag v9 --file ${file} --context /tmp`)).exitCode).toBe(0);
    expect(await built()).toContain(` --file ${file} --build-context image=${dirname(file)} `);
    await product.configure("60-queues", ["workers", "default", "image"], "");
  });

  test("builds a placeholder for the port and health check of a service without an image", async () => {
    const { exitCode, stdout } = await run("images push api --placeholder");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("next: rollout up 30-ecs --env dev");
    expect(await built()).toMatch(
      /:placeholder-\S+ --build-arg PORT=3000 --build-arg HEALTH_PATH=\/healthz --push .*\/images\/placeholder$/,
    );
    expect(await product.configuration("30-ecs")).toContain(`image: "${good("2")}"`);
  });

  test("never puts it in an app's place, nor where nobody asks it for its health", async () => {
    const taken = await run("images push api --placeholder");
    expect(taken.exitCode).toBe(2);
    expect(taken.stderr).toContain(
      `error: service "api" has an image, expected none yet for a placeholder, got "${good("2")}"`,
    );
    expect((await run("images push default --placeholder")).stderr).toContain(
      'error: service "default" listens on no port, expected one for a placeholder',
    );
    expect((await run("images push api --placeholder --context /tmp")).stderr).toContain(
      "error: option '--placeholder' cannot be used with option '--context <folder>'",
    );
  });
});

describe("a service of another engine than Fargate", () => {
  const image: [string, ...string[]] = ["compute", "services", "api", "image"];
  const git = (...args: string[]) =>
    runProcess("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: product.root,
    });
  const commit = async (digest: string) => {
    await product.configure("30-ecs", image, digest);
    await git("add", "stacks/30-ecs/Pulumi.dev.yaml");
    await git("commit", "-qm", digest);
  };
  beforeAll(async () => {
    await rm(join(product.root, ".git"), { recursive: true, force: true });
    await git("init", "-q");
    await product.configure("30-ecs", image, good("1"));
  });

  test.each(["ecs-express", "apprunner", "lambda"])(
    "is not redeployed and opens no shell: %s",
    async (engine) => {
      await product.publish("30-ecs", { engine });
      const redeployed = await run("redeploy api");
      expect(redeployed.exitCode).toBe(2);
      expect(redeployed.stderr).toBe(
        `error: service "api" runs on ${engine}, expected fargate to redeploy\n` +
          "to do: a changed variable replaces what runs: set compute.services.api.env.REDEPLOYED to the time in the configuration of 30-ecs, then rollout up 30-ecs/dev --env dev",
      );
      const opened = await run("exec api");
      expect(opened.exitCode).toBe(2);
      expect(opened.stderr).toBe(
        `error: service "api" runs on ${engine}, expected fargate to exec\n` +
          `to do: ${engine} opens no shell: look from outside with rollout logs api, or run its image here with docker`,
      );
    },
  );

  test("has no revisions, and without a history of images nothing to go back to", async () => {
    await commit(good("1"));
    expect((await run("rollback api --to 3")).stderr).toContain(
      'error: service "api" runs on lambda, which has no revisions, expected no --to',
    );
    expect((await run("rollback api --yes")).stderr).toBe(
      'error: the history of stacks/30-ecs/Pulumi.dev.yaml has no earlier image of service "api", expected one\n' +
        "to do: build the version that you want again, and bring it up: rollout images push",
    );
  });

  test("goes back to the image that was configured before, as long as it can be pulled", async () => {
    await commit(good("2"));
    const gone = await run("rollback api --yes");
    expect(gone.stderr).toContain(`expected ${good("1")} in repository doc-pipeline-dev-api`);
    expect(gone.exitCode).toBe(1);
    const held = await product.pushImage("api", "held");
    await commit(held);
    await commit(good("3"));
    const { exitCode, stdout } = await run("rollback api --yes");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^is configured  ${good("3")}\ngoes back to   ${held}, of commit \\w+, of \\S+\n`),
    );
    expect(stdout).toMatch(/\nnext: rollout up 30-ecs\/dev --env dev; the database is as it was$/);
    expect(await product.configuration("30-ecs")).toContain(held);
  });

  test("of App Runner has its log where App Runner writes it", async () => {
    const role = "arn:aws:iam::123456789012:role/api";
    const id = "0123456789abcdef0123456789abcdef";
    await product.publish("30-ecs", {
      engine: "apprunner",
      services: {
        api: {
          ...{ name: "shop-api", arn: `arn:aws:apprunner:us-west-1:123456789012:service/shop-api/${id}` },
          ...{ taskRoleName: "api", taskRoleArn: role, targetGroupArnSuffixes: [], logGroupName: "/ecs/api" },
        },
      },
    });
    const logGroupName = `/aws/apprunner/shop-api/${id}/application`;
    await new CloudWatchLogsClient(product.aws).send(new CreateLogGroupCommand({ logGroupName }));
    await product.log(logGroupName, "instance/0123456789abcdef", "from App Runner");
    expect((await run("logs api --since 5m")).stdout).toMatch(/^\S+ 89abcdef from App Runner$/);
  });
});
