import { access, mkdir, rename } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineCache } from "../../tools/engine/cache.ts";
import { runProcess } from "../../tools/process.ts";

const module = fileURLToPath(new URL("actionlint/", import.meta.url));

/**
 * Where actionlint is: on this machine already (any version), or built from the Go module that actionlint/go.mod pins,
 * once per machine in about 15 seconds.
 *
 * @throws Error when there is neither actionlint nor Go
 */
export async function findActionlint(): Promise<string> {
  if ((await runProcess("actionlint", ["-version"])).exitCode === 0) return "actionlint";
  const version = /rhysd\/actionlint (v[\d.]+)/.exec(readFileSync(join(module, "go.mod"), "utf8"))?.[1];
  const folder = join(engineCache(), "..", "actionlint", version ?? "unknown");
  const built = join(folder, "actionlint");
  if (await exists(built)) return built;

  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  const { exitCode, stderr, startFailure } = await runProcess(
    (await exists("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go",
    ["install", "-ldflags", "-s -w", "github.com/rhysd/actionlint/cmd/actionlint"],
    { cwd: module, env: { GOBIN: partial, GOFLAGS: "-mod=readonly", GOWORK: "off" } },
  );
  if (exitCode !== 0) {
    throw new Error(
      `actionlint cannot be built: ${startFailure ?? stderr}; install actionlint, or Go from https://go.dev/dl`,
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
