import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { isStrict } from "../../shared/blueprint.ts";
import { environmentVariable } from "../../shared/environment.ts";
import { changes, type Change } from "../blueprints/changes.ts";
import { changesInTurn, findFaults, scenariosOf, systems } from "../blueprints/systems.ts";
import { createdBy } from "../support/announced.ts";
import { differencesBetween } from "../support/differences.ts";
import { identitiesOf } from "../support/planned.ts";
import { placeholdersIn } from "../support/plan-files.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";
import { readFiles, rehearse, summarize, unlock, type RealRun } from "../support/real-rollout.ts";
import { readRehearsed, writeProduct } from "../support/rehearsed-product.ts";
import { filesWith, secretsInState } from "../support/secrets-in-state.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

/** Each blueprint in its smallest profile with one change; with SYSTEMS=every in all of its profiles with all changes. */
const every = environmentVariable("SYSTEMS") === "every";

/** Settings of the whole account, which a destroyed stack must not take back (aws-facts 3.00). */
const staysInTheAccount = [
  "aws:apigateway/account:Account",
  "aws:ebs/encryptionByDefault:EncryptionByDefault",
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws:ecs/accountSettingDefault:AccountSettingDefault",
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
];

/** A protected environment's certificates: one that is replaced is in use until the layers above have moved on. */
const staysOfAProtectedEnvironment = ["aws:acm/certificate:Certificate"];

const lives = systems.flatMap((system) =>
  system.blueprint.profiles
    .slice(0, every ? undefined : 1)
    .map((profile) => ({ system, profile, title: `${system.blueprint.name} in ${profile}` })),
);

describe.each(lives)("$title on the real engine", ({ system, profile }) => {
  const { name } = system.blueprint;
  const state = createTemporaryFolder();
  const shown: string[] = [];
  const run = async (scenario: string, ...args: string[]) => {
    const product = await writeProduct(join(state, "product"), name, scenario);
    const result = await rehearse(product, state, [...args, "--blueprint", name]);
    shown.push(result.stdout, result.stderr);
    return result;
  };
  const first = `${profile}, nothing pushed yet`;
  let layers: string[] = [];
  let announced: string[];

  test("a preview of the empty account shows every layer, makes nothing and makes nothing up", async () => {
    const result = await run(first, "preview", "--save", join(state, "plan"));
    expect(failures(result)).toEqual([]);
    announced = summarize(result);
    layers = result.report!.layers.map(({ id }) => id);
    expect(storedTypes(state)).toEqual([]);
    expect(placeholdersIn(join(state, "plan"))).toEqual([]);
  });

  test("up makes exactly what the preview announced", async () => {
    const result = await run(first, "up", "--yes");
    expect(failures(result)).toEqual([]);
    expect(summarize(result).sort()).toEqual([...announced].sort());
    expect(createdBy(state, "up")).toEqual(createdBy(state, "preview"));
    await expectWhatIsNeeded(first);
  });

  test("a second up changes nothing", async () => {
    const result = await run(first, "up", "--force", "--yes");
    expect(summarize(result).sort()).toEqual(layers.map((layer) => `${layer} succeeded +0 ~0 -0`).sort());
  });

  test("the first images, by their digests, start the services and leave data and network alone", async () => {
    const result = await run(profile, "up", "--yes");
    expect(failures(result)).toEqual([]);
    const below = summarize(result).filter((line) => /^(00|10|20)-/.test(line));
    expect(below.filter((line) => !line.endsWith("+0 ~0 -0"))).toEqual([]);
    await expectWhatIsNeeded(profile);
  });

  const inTurn = changesInTurn(system.usualChange)
    .slice(0, every ? undefined : 1)
    .map((names) => ({ change: names.at(-1)!, scenario: [profile, ...names].join(", ") }));

  test.each(inTurn)(
    "$change changes what it has to, and replaces nothing that lasts",
    async ({ change, scenario }) => {
      const before = readRehearsed(state);
      const result = await run(scenario, "up", "--yes");
      expect(failures(result)).toEqual([]);
      const differences = differencesBetween(before, readRehearsed(state));
      const { must, may }: Change = changes[change];
      expect(differences.filter((line) => !may.some((allowed) => allowed.test(line)))).toEqual([]);
      expect(must.filter((needed) => !differences.some((line) => needed.test(line)))).toEqual([]);
      expect(differences.filter((line) => / [-±] (?!ecs\.TaskDefinition)/.test(line))).toEqual([]);
    },
  );

  test("no secret is in anything that was shown or left: output, log, report, journal, plan or state in the clear", async () => {
    const rehearsal = { stateDir: state, blueprint: name };
    const secrets = await secretsInState(join(state, "product"), rehearsal, layers);
    expect(secrets.filter((secret) => shown.join("\n").includes(secret))).toEqual([]);
    const kept = readdirSync(state).filter((entry) => entry !== "aws");
    expect(kept).toEqual(expect.arrayContaining(["journals", "logs", "plan", "report.json", "state"]));
    expect(kept.flatMap((entry) => filesWith(join(state, entry), secrets))).toEqual([]);
  });

  test("down to the queues each layer is destroyed alone, and no other layer's state is touched", async () => {
    const fromTheTop = layers.filter((layer) => layer >= "60-").sort((one, other) => (one < other ? 1 : -1));
    // Above the one that nothing reads, a protected environment keeps its own (below).
    for (const leaf of isStrict(profile) ? fromTheTop.slice(0, 1) : fromTheTop) {
      const before = states(state, leaf);
      const result = await run(profile, "destroy", leaf, "--yes");
      expect(result.report!.layers.map(({ id, result: ended }) => `${id} ${ended}`)).toEqual([
        `${leaf} succeeded`,
      ]);
      expect(states(state, leaf)).toEqual(before);
    }
  });

  test("destroying all that is left leaves nothing but what is kept on purpose", async () => {
    const isProtected = isStrict(profile);
    if (isProtected) {
      const everything = () => ({ states: states(state), aws: readFiles(join(state, "aws", "resources")) });
      const before = everything();
      const refused = await run(profile, "destroy", ...layers, "--yes");
      expect({ exitCode: refused.exitCode, report: refused.report }).toEqual({
        exitCode: 1,
        report: undefined,
      });
      expect(refused.stderr).toContain("error: what is to be destroyed is protected:");
      expect(everything()).toEqual(before);
      const unlocked = await run(`${profile}, to be destroyed`, "up", ...layers, "--yes");
      expect(failures(unlocked)).toEqual([]);
      await unlock(refused);
    }
    const result = await run(profile, "destroy", ...layers, "--yes");
    expect(failures(result)).toEqual([]);
    const kept = [...staysInTheAccount, ...(isProtected ? staysOfAProtectedEnvironment : [])];
    expect(storedTypes(state).filter((type) => !kept.includes(type))).toEqual([]);
  });

  /** Every claim holds for what the engine made, which is what the claims were checked against without it. */
  async function expectWhatIsNeeded(scenario: string): Promise<void> {
    const made = readRehearsed(state);
    expect(findFaults(system, scenario, made)).toEqual([]);
    const planned = await planUnderMocks(scenariosOf(system).find((one) => one.name === scenario)!);
    expect(identitiesOf(made)).toEqual(identitiesOf(planned));
  }
});

function failures({ report, stderr }: RealRun): string[] {
  if (report === undefined) return [stderr];
  return report.layers
    .filter(({ result }) => result !== "succeeded" && result !== "up-to-date")
    .map((layer) => JSON.stringify(layer));
}

/** The state of every stack but one, as it is on disk. */
function states(state: string, except?: string): Record<string, string> {
  const files = Object.entries(readFiles(join(state, "state", ".pulumi", "stacks")));
  return Object.fromEntries(files.filter(([file]) => file !== `${except}.json`));
}

/** The types of everything that exists in the stand-in AWS. */
function storedTypes(state: string): string[] {
  return Object.values(readFiles(join(state, "aws", "resources")))
    .map((text) => (JSON.parse(text) as { token: string }).token)
    .sort();
}
