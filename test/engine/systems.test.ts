import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { rehearse, summarize, type RealRun } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

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

describe.each(["doc-pipeline", "web-api", "app-runner", "utm", "tap"])(
  "%s on the real engine",
  (blueprint) => {
    const state = createTemporaryFolder();
    const run = (...args: string[]) => rehearse(repository, state, [...args, "--blueprint", blueprint]);
    let layers: string[] = [];
    let announced: string[];

    test("a preview of the empty account shows every layer and makes nothing", async () => {
      const result = await run("preview");
      expect(failures(result)).toEqual([]);
      announced = summarize(result);
      layers = result.report!.layers.map(({ id }) => id);
      expect(storedTypes(state)).toEqual([]);
    });

    test("up makes exactly what the preview announced", async () => {
      const result = await run("up");
      expect(failures(result)).toEqual([]);
      expect(summarize(result).sort()).toEqual([...announced].sort());
    });

    test("a second up changes nothing", async () => {
      const result = await run("up", "--force");
      expect(summarize(result).sort()).toEqual(layers.map((layer) => `${layer} succeeded +0 ~0 -0`).sort());
    });

    test("a leaf is destroyed alone, and no other layer's state is touched", async () => {
      const leaf = layers.findLast((layer) => !isRead(layer))!;
      const before = states(state, leaf);
      const result = await run("destroy", leaf, "--yes");
      expect(result.report!.layers.map(({ id, result: ended }) => `${id} ${ended}`)).toEqual([
        `${leaf} succeeded`,
      ]);
      expect(states(state, leaf)).toEqual(before);

      function isRead(layer: string): boolean {
        return layers.some(
          (other) =>
            other !== layer &&
            readFileSync(stateFile(state, other), "utf8").includes(`organization/${layer}`),
        );
      }
    });

    test("destroying all that is left leaves nothing but the account's own settings", async () => {
      const result = await run("destroy", ...layers, "--yes");
      expect(failures(result)).toEqual([]);
      expect(storedTypes(state).filter((type) => !staysInTheAccount.includes(type))).toEqual([]);
    });
  },
);

function failures({ report, stderr }: RealRun): string[] {
  if (report === undefined) return [stderr];
  return report.layers.filter(({ result }) => result !== "succeeded").map((layer) => JSON.stringify(layer));
}

function stateFile(state: string, layer: string): string {
  return join(state, "state", ".pulumi", "stacks", `${layer}.json`);
}

/** The state of every stack but one, as it is on disk. */
function states(state: string, except: string): Record<string, string> {
  const folder = join(state, "state", ".pulumi", "stacks");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".json") && file !== `${except}.json`,
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** The types of everything that exists in the stand-in AWS. */
function storedTypes(state: string): string[] {
  const folder = join(state, "aws", "resources");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => (JSON.parse(readFileSync(join(folder, file), "utf8")) as { token: string }).token)
    .sort();
}
