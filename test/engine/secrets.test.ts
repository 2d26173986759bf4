import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { renderBlueprint } from "../../shared/blueprint.ts";
import { askPulumi } from "../../tools/pulumi.ts";
import { allContracts } from "../support/contracts.ts";
import { openProject, openWorkspace } from "../../tools/project.ts";
import { rehearse } from "../support/real-rollout.ts";
import { allBlueprints } from "../support/scenarios.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Each blueprint with secrets in its configuration, in its first profile, up to the layer that takes them. */
const cases = [
  { blueprint: "app-runner", layer: "20-data", canaries: ["rehearsed-data.db.masterPassword"] },
  { blueprint: "tap", layer: "50-auth", canaries: ["rehearsed-auth.cognito.google.clientSecret"] },
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

describe.each(cases)("$blueprint's secrets", ({ blueprint, layer, canaries }) => {
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
    secrets = await secretsInState(state, blueprint, made);
    expect(secrets).toEqual(expect.arrayContaining(canaries));
    expect(canaries.map((canary) => filesWith(join(state, "aws"), [canary]).length > 0)).toEqual(
      canaries.map(() => true),
    );
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

/** Every text that the state of any stack keeps as a secret, decrypted. */
async function secretsInState(
  state: string,
  blueprint: string,
  layers: readonly string[],
): Promise<string[]> {
  const options = { directory: repository, rehearse: true, stateDir: state, blueprint };
  const project = await openProject(options);
  const workspace = await openWorkspace(project, options, "read");
  const exported = await Promise.all(
    project.plan.nodes
      .filter(({ id }) => layers.includes(id))
      .map(({ layer, stack }) => workspace.addressOf(layer, stack))
      .map(({ folder, fullName }) =>
        askPulumi(workspace.pulumi, folder, ["stack", "export", "--show-secrets", "--stack", fullName]),
      ),
  );
  const resources = exported.flatMap(
    (stack) => (stack as { deployment: { resources: { type: string }[] } }).deployment.resources,
  );
  const secretive = resources.filter(({ type }) => type !== alwaysSecret);
  return [...new Set(secretive.flatMap(plaintexts))].filter((text) => text.length >= 12);
}

/** What SSM keeps is secret to the provider whatever it is, and here it is the addresses that an app reads. */
const alwaysSecret = "aws:ssm/parameter:Parameter";

/** The engine marks a secret with a signature, and shows it as JSON. */
function plaintexts(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { plaintext } = value as { plaintext?: unknown };
  const own = typeof plaintext === "string" ? textsIn(JSON.parse(plaintext)) : [];
  return [...own, ...Object.values(value).flatMap(plaintexts)];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The files under a path that hold one of several texts, as they are or as JSON writes them. */
function filesWith(path: string, texts: readonly string[]): string[] {
  if (statSync(path).isDirectory())
    return readdirSync(path).flatMap((name) => filesWith(join(path, name), texts));
  const content = readFileSync(path, "utf8");
  return texts.some((text) => content.includes(text) || content.includes(JSON.stringify(text).slice(1, -1)))
    ? [path]
    : [];
}
