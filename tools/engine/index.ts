import { UserError } from "../errors.ts";
import { engineCache } from "./cache.ts";
import { locateEngine, type Engine } from "./locate.ts";
import { readEngineVersion } from "./version.ts";

export type { Engine } from "./locate.ts";
export type Progress = (step: string) => void;

/**
 * Finds the Pulumi CLI in the version that package.json pins, without network and without running it
 * when it is known already.
 * @throws UserError when there is none on this machine, with what was looked at.
 */
export async function findEngine(): Promise<Engine> {
  const version = readEngineVersion();
  refuseUnsupportedPlatform();
  const { engine, rejected } = await locateEngine(version);
  if (engine !== undefined) return engine;
  throw new UserError(
    [`Pulumi ${version} is not on this machine`, ...rejected.map((reason) => `  - ${reason}`)].join("\n"),
    { remedy: 'run "npm run setup", which gets it', exitCode: 1 },
  );
}

/**
 * Finds the Pulumi CLI or gets it: the npm package `pulumi` first, then a build from Go modules.
 * Safe to run in several processes at once: the others wait for the first.
 * @throws UserError when no way works, with what each way said.
 */
export async function prepareEngine(onProgress: Progress): Promise<Engine> {
  const version = readEngineVersion();
  refuseUnsupportedPlatform();
  const found = await locateEngine(version);
  if (found.engine !== undefined) return found.engine;

  // Only now: every command finds the engine, few have to get it.
  const { buildFromGo } = await import("./build.ts");
  const { installFromNpm } = await import("./download.ts");
  const { withLock } = await import("./lock.ts");
  return withLock(`${engineCache()}/${version}.lock`, onProgress, async () => {
    const tried = [...found.rejected];
    for (const obtain of [installFromNpm, buildFromGo]) {
      // Another process may have got it while we waited for the lock.
      const located = await locateEngine(version);
      if (located.engine !== undefined) return located.engine;

      const failure = await obtain(version, onProgress);
      if (failure !== undefined) tried.push(failure);
    }

    const { engine } = await locateEngine(version);
    if (engine !== undefined) return engine;
    throw new UserError(
      [
        `Pulumi ${version} could not be obtained; tried in turn:`,
        ...tried.map((failure) => `  - ${failure}`),
      ].join("\n"),
      {
        remedy: [
          "do one of these, then run the same command again:",
          `  - install Pulumi ${version} so that "pulumi version" prints v${version} (https://www.pulumi.com/docs/iac/download-install/versions/)`,
          "  - allow this machine to reach https://get.pulumi.com",
          "  - install Go (https://go.dev/dl/) and allow it to reach its module proxy (GOPROXY)",
        ].join("\n"),
        exitCode: 1,
      },
    );
  });
}

function refuseUnsupportedPlatform(platform: string = process.platform): void {
  if (platform === "linux" || platform === "darwin") return;
  throw new UserError(`the platform "${platform}" is not supported, expected Linux or macOS`, {
    remedy: "on Windows run the repository inside WSL 2",
    exitCode: 1,
  });
}
