import { access, mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineCache } from "../../tools/engine/cache.ts";
import { runProcess } from "../../tools/process.ts";

const packages = {
  actionlint: "github.com/rhysd/actionlint/cmd/actionlint",
  act: "github.com/nektos/act",
  crane: "github.com/google/go-containerregistry/cmd/crane",
} as const;

/**
 * Where a tool is: on this machine already (any version), or built from the Go module that go-tools/<name>/go.mod pins,
 * once per machine in about half a minute.
 *
 * @throws Error when there is neither the tool nor Go
 */
export async function findGoTool(name: keyof typeof packages): Promise<string> {
  if ((await runProcess(name, ["--version"])).exitCode === 0) return name;
  const folderOfPin = fileURLToPath(new URL(`go-tools/${name}/`, import.meta.url));
  const pinned = await readFile(join(folderOfPin, "go.mod"), "utf8");
  const required = [...pinned.matchAll(/^\s*(\S+) (v[\d.]+)/gm)];
  const version = required.find(([, module = ""]) => `${packages[name]}/`.startsWith(`${module}/`))?.[2];
  if (version === undefined) throw new Error(`go-tools/${name}/go.mod does not require ${packages[name]}`);
  const folder = join(engineCache(), "..", name, version);
  const built = join(folder, name);
  if (await exists(built)) return built;

  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  const { exitCode, stderr, startFailure } = await runProcess(
    (await exists("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go",
    ["install", "-ldflags", "-s -w", packages[name]],
    { cwd: folderOfPin, env: { GOBIN: partial, GOFLAGS: "-mod=readonly", GOWORK: "off" } },
  );
  if (exitCode !== 0) {
    throw new Error(
      `${name} cannot be built: ${startFailure ?? stderr}; install ${name}, or Go from https://go.dev/dl`,
    );
  }
  // Somebody else may have been faster.
  await rename(partial, folder).catch(() => undefined);
  return built;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
