import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { runProcess, type ProcessOptions } from "../process.ts";

export interface ImageSource {
  /** Address of the repository. */
  repository: string;
  tag: string;
  context: string;
  platform: string;
}

/**
 * Builds and pushes an image.
 *
 * @returns its address by digest, which no later push can change
 */
export async function pushImage({ repository, tag, context, platform }: ImageSource): Promise<string> {
  const registry = repository.split("/")[0] ?? "";
  const password = await run("aws", ["ecr", "get-login-password"]);
  await run("docker", ["login", "--username", "AWS", "--password-stdin", registry], { input: password });
  const folder = await mkdtemp(join(tmpdir(), "image-"));
  try {
    const metadata = join(folder, "metadata.json");
    await run("docker", [
      // Provenance would make an index of what should be one image.
      ...["buildx", "build", "--platform", platform, "--provenance=false", "--push"],
      ...["--metadata-file", metadata, "--tag", `${repository}:${tag}`, context],
    ]);
    const { "containerimage.digest": digest } = JSON.parse(await readFile(metadata, "utf8")) as Record<
      string,
      string
    >;
    return `${repository}@${digest}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(command: string, args: string[], options?: ProcessOptions): Promise<string> {
  const { exitCode, stdout, stderr, startFailure } = await runProcess(command, args, options);
  if (exitCode === 0) return stdout.trim();
  throw new UserError(`${command} ${args[0]} failed: ${startFailure ?? stderr.trim()}`);
}
