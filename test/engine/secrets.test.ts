import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { renderBlueprint } from "../../shared/blueprint.ts";
import { allContracts } from "../support/contracts.ts";
import { editFile, rehearse, summarize } from "../support/real-rollout.ts";
import { allBlueprints } from "../support/scenarios.ts";
import { filesWith, secretsInState } from "../support/secrets-in-state.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Each blueprint with secrets in its configuration, in its first profile, up to the layer that takes them. */
const cases = [
  { blueprint: "app-runner", layer: "20-data", stack: "dev", canaries: ["rehearsed-data.db.masterPassword"] },
  {
    blueprint: "tap",
    layer: "50-auth",
    stack: "poc",
    canaries: ["rehearsed-auth.cognito.google.clientSecret"],
  },
];

test("no other blueprint has secrets in its configuration", async () => {
  const contracts = await allContracts();
  const withSecrets = (await allBlueprints()).filter((blueprint) =>
    JSON.stringify(renderBlueprint(blueprint, blueprint.target(blueprint.profiles[0]!), contracts)).includes(
      '"secure":""',
    ),
  );
  expect(withSecrets.map(({ name }) => name)).toEqual(cases.map(({ blueprint }) => blueprint));
});

describe.each(cases)("$blueprint's secrets", ({ blueprint, layer, stack, canaries }) => {
  const state = createTemporaryFolder();
  const run = (...args: string[]) => rehearse(repository, state, [...args, "--blueprint", blueprint]);
  let shown = "";
  let secrets: string[] = [];

  test("reach AWS", async () => {
    const up = await run("up", layer, "--with-upstreams", "--verbose");
    const preview = await run("preview", layer, "--verbose", "--save", join(state, "plan"));
    expect([up.exitCode, preview.exitCode]).toEqual([0, 0]);
    shown = [up, preview].flatMap(({ stdout, stderr }) => [stdout, stderr]).join("\n");
    const made = up.report!.layers.map(({ id }) => id);
    secrets = await secretsInState(repository, { stateDir: state, blueprint }, made);
    expect(secrets).toEqual(expect.arrayContaining(canaries));
    expect(canaries.map((canary) => filesWith(join(state, "aws"), [canary]).length > 0)).toEqual(
      canaries.map(() => true),
    );
  });

  test("are the same after the configuration beside them has changed", async () => {
    // As if its copy were of an earlier configuration.
    const file = join(state, "projects", layer, `Pulumi.${stack}.yaml`);
    await editFile(file, "owner: platform", "owner: somebody");
    const again = await run("up", layer, "--force");
    expect(summarize(again)).toEqual([`${layer}/${stack} succeeded +0 ~0 -0`]);
    shown += again.stdout + again.stderr;
  });

  test("are in nothing that is shown: neither in the preview nor in the rollout", () => {
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });

  test("are in no log, report, journal, plan, configuration or state in the clear", () => {
    const kept = readdirSync(state).filter((name) => name !== "aws");
    expect(kept).toEqual(expect.arrayContaining(["journals", "logs", "plan", "report.json", "state"]));
    expect(kept.flatMap((name) => filesWith(join(state, name), secrets))).toEqual([]);
  });
});
