import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { askPulumi } from "../../tools/pulumi.ts";
import { openProject, openWorkspace } from "../../tools/project.ts";

/** Every text that the state of any stack keeps as a secret, decrypted. */
export async function secretsInState(
  directory: string,
  rehearsal: { stateDir: string; blueprint: string },
  layers: readonly string[],
): Promise<string[]> {
  const options = { directory, rehearse: true, ...rehearsal };
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
export function filesWith(path: string, texts: readonly string[]): string[] {
  if (statSync(path).isDirectory())
    return readdirSync(path).flatMap((name) => filesWith(join(path, name), texts));
  const content = readFileSync(path, "utf8");
  return texts.some((text) => content.includes(text) || content.includes(JSON.stringify(text).slice(1, -1)))
    ? [path]
    : [];
}
