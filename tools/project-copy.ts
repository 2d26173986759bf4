import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { Layer } from "./layers.ts";

/**
 * Copies a layer's project files to a folder of its name, since the engine writes into them. The copy names the
 * layer's program by its absolute path, and the engine runs it in the layer's own folder.
 *
 * @param secrets "without secrets" leaves out what only the real environment can decrypt, and its keys
 */
export async function copyProject(
  layer: Layer,
  into: string,
  secrets: "with secrets" | "without secrets",
): Promise<void> {
  const folder = join(into, layer.name);
  await mkdir(folder, { recursive: true });
  const main = layer.project["main"];
  const program = resolve(layer.folder, typeof main === "string" ? main : ".");
  await writeFile(join(folder, "Pulumi.yaml"), stringify({ ...layer.project, main: program }));
  for (const [stack, { document }] of layer.stacks) {
    await writeStackFile(
      join(folder, `Pulumi.${stack}.yaml`),
      secrets === "with secrets" ? document : { config: withoutSecrets(document["config"] ?? {}) },
    );
  }
}

/** Keeps what the engine has added to an earlier copy: the key that the stack's secrets are encrypted with, and secrets. */
async function writeStackFile(file: string, document: Readonly<Record<string, unknown>>): Promise<void> {
  const earlier = existsSync(file)
    ? ((parse(await readFile(file, "utf8")) ?? {}) as Record<string, unknown>)
    : {};
  const isSame =
    JSON.stringify(withoutSecrets(earlier["config"] ?? {})) ===
    JSON.stringify(withoutSecrets(document["config"] ?? {}));
  if (existsSync(file) && isSame) return;
  const { encryptionsalt } = earlier;
  await writeFile(file, stringify({ ...(encryptionsalt !== undefined && { encryptionsalt }), ...document }));
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => !isSecure(part))
      .map(([key, part]) => [key, withoutSecrets(part)]),
  );
}

function isSecure(value: unknown): boolean {
  return value !== null && typeof value === "object" && "secure" in value;
}
