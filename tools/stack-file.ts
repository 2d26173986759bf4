import { readFile } from "node:fs/promises";
import { UserError } from "./errors.ts";
import { parseYaml } from "./yaml-text.ts";

/** One Pulumi.<stack>.yaml. */
export interface StackFile {
  file: string;
  /** The whole document. */
  document: Readonly<Record<string, unknown>>;
  /** The layer's own values by key, as its program gets them; an encrypted one is the text "[secret]". */
  values: Readonly<Record<string, unknown>>;
  /** Keys (with the path inside the value) that hold an encrypted value. */
  secretPaths: readonly string[];
  /** Stack name by layer, for the layers that this stack reads under another name than its own. */
  upstreams: Readonly<Record<string, string>>;
}

/** What the engine adds to a stack's file when it makes the stack: how its secrets are encrypted. */
export const engineKeys: readonly string[] = ["encryptionsalt", "encryptedkey", "secretsprovider"];

/** Reads a stack's configuration file. */
export async function parseStackFile(file: string, layer: string): Promise<StackFile> {
  return readStackText(file, await readFile(file, "utf8"), layer);
}

/**
 * Understands the text of a stack's configuration file.
 *
 * @throws UserError when it is not YAML or not in Pulumi's form
 */
export function readStackText(file: string, text: string, layer: string): StackFile {
  const document = (parseYaml(file, text) ?? {}) as Record<string, unknown>;
  const config = document["config"] ?? {};
  if (!isObject(document) || !isObject(config)) {
    throw new UserError(`${file} has the wrong form, expected a mapping with the key "config"`, {
      remedy: "correct the file",
    });
  }
  const secretPaths: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    const [namespace, key] = splitOnce(name, ":");
    if (namespace === layer && key !== undefined) values[key] = asProgramSees(value, key, secretPaths);
  }
  const upstreams = isObject(values["upstreams"]) ? values["upstreams"] : {};
  return { file, document, values, secretPaths, upstreams: upstreams as Record<string, string> };
}

/** Pulumi hands top-level scalars to a program as text, which `loadConfig` of shared/layer-config.ts reads back. */
function asProgramSees(value: unknown, path: string, secretPaths: string[]): unknown {
  const visible = hideSecrets(value, path, secretPaths);
  if (typeof visible === "number") return String(visible);
  if (typeof visible !== "string") return visible;
  if (visible === "true" || visible === "false") return visible === "true";
  if (!/^\s*[[{]/.test(visible) || visible === "[secret]") return visible;
  try {
    return JSON.parse(visible);
  } catch {
    return visible;
  }
}

function hideSecrets(value: unknown, path: string, secretPaths: string[]): unknown {
  if (Array.isArray(value)) return value.map((item, at) => hideSecrets(item, `${path}[${at}]`, secretPaths));
  if (!isObject(value)) return value;
  if (Object.keys(value).length === 1 && typeof value["secure"] === "string") {
    secretPaths.push(path);
    return "[secret]";
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, hideSecrets(part, `${path}.${key}`, secretPaths)]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
