import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { findCommittedFaults } from "../support/committed.ts";
import { copyRepository, rollout } from "../support/repository-copy.ts";

jest.setTimeout(60_000);

const root = join(import.meta.dirname, "..", "..");

test("the committed files are what the doc-pipeline blueprint renders, or somebody's own that the layers accept", async () => {
  expect(await findCommittedFaults(root)).toEqual([]);
});

test("and still are after init has put another product in an example's place, which its owner changes", async () => {
  const fork = await copyRepository();
  const { exitCode } = await rollout(fork, [
    ...["init", "--blueprint", "utm", "--no-domain", "--env", "dev", "--account", "123456789012"],
    ...["--account-alias", "main", "--region", "us-east-1", "--repository", "acme/shop"],
    ...["--email", "ops@acme.example", "--phone", "+1 555 0199"],
  ]);
  expect(exitCode).toBe(0);
  const change = (path: string, from: RegExp, to: string) => {
    const file = join(fork, "stacks", path);
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(from);
    writeFileSync(file, text.replace(from, to));
  };
  expect(await findCommittedFaults(fork)).toEqual([]);
  change("30-ecs/Pulumi.dev.yaml", /desired: 2/, "desired: 3");
  expect(await findCommittedFaults(fork)).toEqual([]);

  change("30-ecs/Pulumi.dev.yaml", /desired: 3/, "desire: 3");
  change("20-data/Pulumi.prod.yaml", /20-data:owner: .*/, "20-data:owner: somebody");
  rmSync(join(fork, "stacks", "70-docpipeline", "Pulumi.stage.yaml"));
  writeFileSync(
    join(fork, "stacks", "10-network", "Pulumi.qa.yaml"),
    'config:\n  10-network:accountId: "111111111111"\n',
  );
  expect(await findCommittedFaults(fork)).toEqual([
    "70-docpipeline/Pulumi.stage.yaml is missing, expected the example's",
    "20-data/Pulumi.prod.yaml differs from what the doc-pipeline blueprint renders",
    "10-network/Pulumi.qa.yaml is of no example, expected no such file",
    expect.stringContaining("30-ecs:compute.services.api.desire"),
  ]);
});
