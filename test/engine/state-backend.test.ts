import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { startLocalAws, type LocalAws } from "../../tools/docpipeline/local-aws.ts";
import { findEngine } from "../../tools/engine/index.ts";
import { runProcess, type ProcessResult } from "../../tools/process.ts";
import { copyFixture } from "../support/real-rollout.ts";
import { rollout } from "../support/repository-copy.ts";
import { createTemporaryFolder, writeFileAt } from "../support/temporary-folder.ts";

jest.setTimeout(300_000);

/** The foreign repository's three layers, which need no AWS themselves. */
const blueprint = `
import { exampleTarget } from "../../../../../../shared/blueprint.ts";

export default {
  name: "trial",
  title: "Three layers without AWS",
  profiles: ["dev"],
  target: (profile) => exampleTarget(profile, "trial", { region: "us-west-2" }),
  layers: () => ({
    base: { zone: "north", size: "3" },
    store: { shelves: ["top", "bottom"] },
    site: { host: "www.example.com" },
  }),
};
`;
const init = [
  ...["init", "--blueprint", "trial", "--env", "dev", "--account", "123456789012", "--region", "us-west-2"],
  ...["--repository", "acme/trial", "--email", "ops@acme.example"],
];

describe("state in S3, encrypted with a key of KMS", () => {
  let aws: LocalAws;
  let repository = "";
  // Each run has its own, since the emulator's accounts are shared by whoever runs it.
  const bucket = `trial-${randomUUID()}`;
  const environment = (): Record<string, string | undefined> => ({
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_PROFILE: undefined,
    PULUMI_HOME: home,
  });
  const home = createTemporaryFolder();
  const run = (...args: string[]): Promise<ProcessResult> => rollout(repository, args, environment());
  const bucketSays = async (what: string): Promise<string> =>
    (await aws.s3("GET", `/${bucket}?${what}`)).text();
  const objects = async (): Promise<string[]> =>
    [...(await bucketSays("list-type=2")).matchAll(/<Key>([^<]*)/g)].map(([, key]) => String(key));

  beforeAll(async () => {
    [aws, repository] = await Promise.all([startLocalAws({}), copyFixture("foreign")]);
    for (const [layer, stack] of [
      ["base", "ground"],
      ["store", "dev"],
      ["site", "dev"],
    ] as const) {
      await rm(join(repository, "projects", layer, `Pulumi.${stack}.yaml`));
    }
    await writeFileAt(join(repository, "shared", "blueprints", "trial.ts"), blueprint);
  });
  afterAll(() => aws.stop());

  test("is not made without a yes, nor with another account's credentials", async () => {
    const unconfirmed = await run(...init, "--backend", "s3", "--bucket", bucket);
    expect(unconfirmed).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: [
        `error: to make bucket ${bucket} and key alias/${bucket}-dev in account 123456789012, us-west-2 is not confirmed, expected --yes`,
        "to do: add --yes; nothing was written",
      ].join("\n"),
    });
    const other = await run(...init, "--account", "999999999999", "--backend", "s3", "--yes");
    expect(other).toMatchObject({
      exitCode: 1,
      stderr: [
        "error: the AWS credentials are of account 123456789012, expected 999999999999",
        "to do: take that account's credentials, or say with --state-account that another one keeps the state; nothing was written",
      ].join("\n"),
    });
    expect((await aws.s3("HEAD", `/${bucket}`)).status).toBe(404);
    expect(await readFile(join(repository, "projects", "base", "Pulumi.yaml"), "utf8")).not.toContain(
      "backend",
    );
  });

  test("is made versioned, encrypted, for TLS only and not public, and named where pulumi looks", async () => {
    const made = await run(...init, "--backend", "s3", "--bucket", bucket, "--yes");
    expect({ exitCode: made.exitCode, stderr: made.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(made.stdout).toContain(`bucket ${bucket} was made: versioned, encrypted, TLS only, not public`);
    expect(await bucketSays("versioning")).toContain("<Status>Enabled</Status>");
    expect(await bucketSays("encryption")).toContain("<SSEAlgorithm>AES256</SSEAlgorithm>");
    expect((await bucketSays("publicAccessBlock")).match(/>true</g)).toHaveLength(4);
    expect(JSON.parse(await bucketSays("policy"))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    const text = (file: string) => readFile(join(repository, "projects", "base", file), "utf8");
    expect(await text("Pulumi.yaml")).toContain(`backend:\n  url: s3://${bucket}?region=us-west-2\n`);
    expect(await text("Pulumi.dev.yaml")).toMatch(
      `secretsprovider: awskms://alias/${bucket}-dev?region=us-west-2\nconfig:\n  base:product: trial\n`,
    );
  });

  test("is found again, and what is not as it should be is told and only repaired when asked", async () => {
    const again = await run(...init);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain(`bucket ${bucket} is there already`);
    expect(again.stdout).toContain(
      `key alias/${bucket}-dev is there already: arn:aws:kms:us-west-2:123456789012:key/`,
    );
    expect(again.stdout).toContain("left as it is projects/base/Pulumi.dev.yaml");

    const suspended = "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>";
    await aws.s3("PUT", `/${bucket}?versioning`, suspended);
    await aws.s3("DELETE", `/${bucket}?policy`);
    expect(await run(...init)).toMatchObject({
      exitCode: 1,
      stderr: [
        "error: the state backend is not as it should be:",
        `  - versioning of bucket "${bucket}" is Suspended, expected Enabled`,
        `  - plain HTTP of bucket "${bucket}" is allowed, expected refused`,
        "to do: put it right with --repair-backend; nothing was written",
      ].join("\n"),
    });
    expect(await bucketSays("versioning")).toContain("Suspended");
    const repaired = await run(...init, "--repair-backend");
    expect(repaired.stdout.split("\n").slice(0, 2)).toEqual([
      `repaired: versioning of bucket "${bucket}" is Suspended, expected Enabled`,
      `repaired: plain HTTP of bucket "${bucket}" is allowed, expected refused`,
    ]);
    expect(await bucketSays("versioning")).toContain("<Status>Enabled</Status>");
  });

  test("is not exchanged for another by the way", async () => {
    const other = await run(...init, "--backend", "file");
    expect(other).toMatchObject({ exitCode: 2, stdout: "" });
    expect(other.stderr).toContain(
      `error: state is kept in s3://${bucket}?region=us-west-2 already (Pulumi.yaml), expected no other, got file://~/.pulumi-state/trial`,
    );
  });

  test("carries a rollout, whose lock keeps others out and whose secrets nobody can read in the bucket", async () => {
    // The emulator ignores a policy's conditions, and takes the refusal of plain HTTP for one of everything.
    await aws.s3("DELETE", `/${bucket}?policy`);
    const first = run("up", "--yes");
    for (
      let tries = 0;
      tries < 200 && !(await objects()).some((key) => key.startsWith(".rollout-locks/"));
      tries++
    ) {
      await sleep(50);
    }
    const second = await run("up", "--yes");
    expect(second.stderr).toMatch(
      /^error: environment "dev" is being rolled out by \S+ on \S+ \(process \d+, since /,
    );
    expect(second.exitCode).toBe(1);
    expect(await first).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await objects()).filter((key) => key.startsWith(".rollout-locks/"))).toEqual([]);

    const state = await (await aws.s3("GET", `/${bucket}/.pulumi/stacks/base/dev.json`)).text();
    expect(state).toContain(`awskms://alias/${bucket}-dev`);
    expect(state).not.toContain("token-of-north");
    const secrets = JSON.parse((await run("outputs", "base", "--json", "--show-secrets")).stdout) as object;
    expect(secrets).toMatchObject({ "base/dev": { token: "token-of-north" } });
  });

  test("is read by status and by pulumi alone, and tells the next up that nothing changed", async () => {
    const { stdout } = await run("status", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      {
        id: "base/dev",
        state: "deployed",
        lastResult: "update succeeded",
        readBy: ["site/dev", "store/dev"],
      },
      { id: "store/dev", state: "deployed", readBy: ["site/dev"] },
      { id: "site/dev", state: "deployed", readBy: [] },
    ]);
    const { pulumi } = await findEngine();
    const alone = await runProcess(pulumi, ["stack", "output", "url", "--stack", "dev"], {
      cwd: join(repository, "projects", "site"),
      env: { ...environment(), PULUMI_BACKEND_URL: undefined },
    });
    expect(alone).toMatchObject({ exitCode: 0, stdout: "https://www.example.com" });

    expect((await run("up", "--yes")).stdout.match(/= up to date/g)).toHaveLength(3);
  });

  test("says who has locked a stack, and repair unlocks what a dead process has locked", async () => {
    const lock = {
      pid: 99_999_999,
      username: "bert",
      hostname: hostname(),
      timestamp: "2026-01-01T00:00:00Z",
    };
    const path = `/${bucket}/.pulumi/locks/organization/base/dev/${randomUUID()}.json`;
    await aws.s3("PUT", path, JSON.stringify(lock));
    const locked = await run("up", "base", "--yes", "--force");
    expect(locked.exitCode).toBe(1);
    expect(locked.stdout).toContain(
      `the stack is locked by bert on ${hostname()} (process 99999999, since 2026-01-01T00:00:00Z), which was killed`,
    );
    const repaired = await run("repair", "--yes");
    expect(repaired.stdout).toContain("done: pulumi cancel --stack organization/base/dev");
    expect((await aws.s3("HEAD", path)).status).toBe(404);
  });

  test("is left with no stack's resources once all is destroyed", async () => {
    expect((await run("destroy", "--yes")).exitCode).toBe(0);
    const states = JSON.parse((await run("status", "--json")).stdout) as { state: string }[];
    expect(states.map(({ state }) => state)).toEqual(["empty", "empty", "empty"]);
  });
});
