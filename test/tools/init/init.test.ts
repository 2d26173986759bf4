import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { parse } from "yaml";
import { copyRepository, rollout } from "../../support/repository-copy.ts";

jest.setTimeout(60_000);

const answers = [
  ...["--account", "123456789012", "--region", "us-east-1", "--repository", "acme/shop"],
  ...["--email", "ops@acme.example", "--phone", "+1 555 0199"],
];
const utm = ["init", "--blueprint", "utm", "--no-domain", ...answers];

describe("rollout init", () => {
  let repository = "";
  const run = (...args: string[]) => rollout(repository, args);
  const fileOf = (layer: string, stack: string) => join(repository, "stacks", layer, `Pulumi.${stack}.yaml`);
  const configOf = async (layer: string, stack: string): Promise<Record<string, unknown>> =>
    (parse(await readFile(fileOf(layer, stack), "utf8")) as { config: Record<string, unknown> }).config;
  beforeAll(async () => {
    repository = await copyRepository();
  });

  test("writes each layer of the blueprint under a name of its own, with the profile that was chosen", async () => {
    const { exitCode, stdout, stderr } = await run(...utm, "--env", "qa", "--profile", "stage");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "wrote stacks/00-account/Pulumi.qa.yaml",
      "wrote stacks/10-network/Pulumi.qa.yaml",
      "wrote stacks/20-data/Pulumi.qa.yaml",
      "wrote stacks/30-ecs/Pulumi.qa.yaml",
      "wrote stacks/50-auth/Pulumi.qa.yaml",
      "wrote stacks/60-queues/Pulumi.qa.yaml",
      "wrote stacks/80-harden/Pulumi.qa.yaml",
      "wrote stacks/95-observability/Pulumi.qa.yaml",
      "wrote stacks/99-cicd/Pulumi.qa.yaml",
      "",
      "next",
      "  rollout up --env qa --rehearse",
      "  rollout preview --env qa",
    ]);
    expect(await configOf("10-network", "qa")).toMatchObject({
      "10-network:profile": "stage",
      "10-network:accountId": "123456789012",
      "10-network:region": "us-east-1",
      "10-network:product": "utm",
    });
    expect((await run("graph", "--env", "qa")).exitCode).toBe(0);
  });

  test("leaves what is the same, also with what the engine and a person have added", async () => {
    const file = fileOf("20-data", "qa");
    const text = await readFile(file, "utf8");
    await writeFile(file, `encryptionsalt: v1:abc\n# ours\n${text}`);
    const { exitCode, stdout } = await run(...utm, "--env", "qa", "--profile", "stage");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("left as it is stacks/20-data/Pulumi.qa.yaml");
    expect(await readFile(file, "utf8")).toBe(`encryptionsalt: v1:abc\n# ours\n${text}`);
  });

  test("refuses to write over what somebody changed, shows the difference and writes nothing at all", async () => {
    const file = fileOf("10-network", "qa");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("owner: platform", "owner: net-team"));
    await writeFile(fileOf("70-docpipeline", "qa"), "config:\n  70-docpipeline:owner: me\n");
    const { exitCode, stdout, stderr } = await run(...utm, "--env", "qa", "--profile", "stage");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      'error: files of "qa" hold something else than blueprint "utm" gives them (+):',
      "  stacks/10-network/Pulumi.qa.yaml",
      "        10-network:region: us-east-1",
      "    -   10-network:owner: net-team",
      "    +   10-network:owner: platform",
      "        10-network:costCenter: utm",
      "  stacks/70-docpipeline/Pulumi.qa.yaml: the blueprint has no such layer",
      "to do: take over by hand what you want, or move these files away to have them written anew, or choose another --env; nothing was written",
    ]);
    expect(await readFile(file, "utf8")).toContain("net-team");
  });

  test("takes the place of the untouched example, whole", async () => {
    expect((await configOf("70-docpipeline", "dev"))["70-docpipeline:accountId"]).toBe("111111111111");
    const { exitCode, stdout } = await run(...utm, "--env", "dev");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("replaced the example in stacks/10-network/Pulumi.dev.yaml");
    expect(stdout).toContain("removed the example stacks/70-docpipeline/Pulumi.dev.yaml");
    expect(existsSync(fileOf("70-docpipeline", "dev"))).toBe(false);
    expect((await configOf("10-network", "dev"))["10-network:accountId"]).toBe("123456789012");
  });

  test("lets environments share the stack of their account, which is as the first one made it", async () => {
    const shared = ["--account-alias", "main"];
    expect((await run(...utm, "--env", "beta", "--profile", "dev", ...shared)).exitCode).toBe(0);
    const before = await readFile(fileOf("00-account", "main"), "utf8");
    const { exitCode, stdout } = await run(...utm, "--env", "load", "--profile", "stage", ...shared);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("left, since other environments share it: stacks/00-account/Pulumi.main.yaml");
    expect(await readFile(fileOf("00-account", "main"), "utf8")).toBe(before);
    expect((await configOf("10-network", "load"))["10-network:upstreams"]).toEqual({ "00-account": "main" });
  });

  test("names the commands for secrets that only a person can set", async () => {
    const { exitCode, stdout } = await run(
      ...["init", "--blueprint", "tap", "--domain", "acme.example", ...answers],
      ...["--env", "poc"],
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      [
        "next",
        "  pulumi -C stacks/50-auth stack init poc",
        "  pulumi -C stacks/50-auth config set --stack poc --secret --path '50-auth:auth.cognito.google.clientSecret'",
      ].join("\n"),
    );
  });

  test("says everything that it was not told, in one message", async () => {
    const { exitCode, stderr } = await run("init", "--env", "QA", "--region", "mars");
    expect(exitCode).toBe(2);
    expect(stderr.split("\n")).toEqual([
      "error: the environment is not described completely:",
      "  - --blueprint <name> is missing, expected one of app-runner, doc-pipeline, tap, utm, web-api",
      '  - --env is wrong, expected 2 to 12 lower-case letters and digits, a letter first, got "QA"',
      "  - --account <id> is missing, expected the 12 digits of the AWS account",
      '  - --region is wrong, expected an AWS region such as "us-west-2", got "mars"',
      "  - --repository <owner/name> is missing, expected the GitHub repository that deploys the product, as <owner>/<name>",
      "  - --email <address> is missing, expected e-mail addresses that get notices about cost and alarms",
      "to do: add or correct these flags, or run it in a terminal, where it asks; nothing was written",
    ]);
  });

  test("refuses answers that the layers' own schemas refuse, before anything is written", async () => {
    const { exitCode, stderr } = await run(
      ...["init", "--blueprint", "utm", "--env", "edge", "--profile", "dev", ...answers],
      ...["--no-domain", "--github-owner-id", "42"],
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is missing, expected both numeric ids or neither, got only "ownerId"; add it');
    expect(existsSync(fileOf("10-network", "edge"))).toBe(false);
  });
});
