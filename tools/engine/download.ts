import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runProcess } from "../process.ts";
import { engineCache } from "./cache.ts";
import { installedEngine } from "./locate.ts";
import type { Progress } from "./index.ts";

const INSTALLER = "https://get.pulumi.com/install.sh";

/**
 * Lets the npm package `pulumi` install the CLI where it always does (`~/.pulumi/versions`).
 * @returns why that failed, or undefined when it worked.
 */
export async function installFromNpm(version: string, onProgress: Progress): Promise<string | undefined> {
  onProgress(`asking get.pulumi.com for the Pulumi engine ${version}`);
  // The package waits for minutes where the site is unreachable; a look at it first takes seconds.
  const unreachable = await probe(INSTALLER);
  if (unreachable !== undefined)
    return `the npm package "pulumi" cannot download: ${INSTALLER} ${unreachable}`;

  onProgress(`downloading the Pulumi engine ${version} (npm package "pulumi")`);
  await mkdir(engineCache(), { recursive: true });
  const logFile = join(engineCache(), "download.log");
  const { exitCode, timedOut, stderr } = await runProcess(
    "npm",
    ["exec", "--yes", `--package=pulumi@${version}`, "--", "pulumi", "version"],
    { timeoutSeconds: 600, logFile },
  );
  if (exitCode === 0) return undefined;
  const reason = timedOut ? "took longer than 10 minutes" : (stderr.trim().split("\n").at(-1) ?? "failed");
  return `the npm package "pulumi" did not install into ${installedEngine(version)}: ${reason} (log: ${logFile})`;
}

async function probe(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(5000) });
    return response.ok ? undefined : `answers HTTP ${response.status}`;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return name === "TimeoutError" ? "does not answer within 5 s" : `is unreachable (${cause?.code ?? name})`;
  }
}
