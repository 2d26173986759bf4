import { resolve } from "node:path";
import { environmentVariable } from "../shared/environment.ts";
import { UserError } from "./errors.ts";
import type { Layer } from "./layers.ts";

/**
 * Where the state of a repository's stacks is kept, by Pulumi's own rule: PULUMI_BACKEND_URL, else `backend.url` of
 * the projects; undefined where it is the backend that a person is logged in to. A folder comes as an absolute path.
 *
 * @throws UserError when the projects name several
 */
export function backendUrlOf(layers: readonly Layer[]): string | undefined {
  return environmentVariable("PULUMI_BACKEND_URL") ?? projectBackend(layers);
}

/** What the projects name, whatever the process environment says. */
export function projectBackend(layers: readonly Layer[]): string | undefined {
  const byUrl = new Map<string | undefined, string[]>();
  for (const layer of layers) {
    const { url } = (layer.project["backend"] ?? {}) as { url?: string };
    const found = url === undefined ? undefined : absoluteBackend(url, layer.folder);
    byUrl.set(found, [...(byUrl.get(found) ?? []), layer.name]);
  }
  if (byUrl.size > 1) {
    const list = [...byUrl].map(([url, names]) => `  - ${url ?? "none"}: ${names.join(", ")}`);
    throw new UserError(
      `the layers keep their state in different places, expected the same backend.url in each Pulumi.yaml:\n${list.join("\n")}`,
      { remedy: "set the same in all, or say where with PULUMI_BACKEND_URL" },
    );
  }
  return [...byUrl.keys()][0];
}

/** Pulumi takes a relative folder from where it is started, which for us and for an owning team is the project. */
export function absoluteBackend(url: string, folder: string): string {
  const [, path = "", query = ""] = /^file:\/\/([^?]*)(\?.*)?$/.exec(url) ?? [];
  return path === "" || path.startsWith("~") ? url : `file://${resolve(folder, path)}${query}`;
}
