import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";
import { runProcess, type ProcessOptions } from "../process.ts";

export interface ImageSource {
  /** Address of the repository. */
  repository: string;
  tag: string;
  /** Folder that the Dockerfile copies from. */
  context: string;
  /** The Dockerfile, where it is not the context's. */
  file?: string | undefined;
  /** A stage of it; the last where it is left out. */
  target?: string | undefined;
  /** Such as "linux/amd64". */
  platform: string;
  /** What the Dockerfile's ARGs get. */
  args?: Readonly<Record<string, string>>;
  /** Told every line that docker writes. */
  onLine?: (line: string) => void;
}

/** Builds an image and keeps it here. @returns its address by tag */
export async function buildImage(source: ImageSource): Promise<string> {
  await runDocker([...buildArgs(source), "--load", source.context], { onLine: source.onLine });
  return `${source.repository}:${source.tag}`;
}

/**
 * Builds an image and pushes it.
 *
 * @returns its address by digest, which no later push can change
 * @throws UserError where docker fails, in its words
 */
export async function pushImage(aws: AwsSettings, source: ImageSource): Promise<string> {
  await logIn(aws, source.repository);
  const folder = await mkdtemp(join(tmpdir(), "image-"));
  try {
    const metadata = join(folder, "metadata.json");
    await runDocker([...buildArgs(source), "--push", "--metadata-file", metadata, source.context], {
      onLine: source.onLine,
    });
    const written = JSON.parse(await readFile(metadata, "utf8")) as Record<string, unknown>;
    const digest = written["containerimage.digest"];
    if (typeof digest === "string") return `${source.repository}@${digest}`;
    throw new UserError("docker does not say what it pushed, expected a digest from a builder of BuildKit", {
      remedy: "update docker's buildx",
      exitCode: 1,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function buildArgs({ repository, tag, file, target, platform, args = {} }: ImageSource): string[] {
  return [
    // Provenance would make an index of what should be one image.
    ...["buildx", "build", "--platform", platform, "--provenance=false", "--tag", `${repository}:${tag}`],
    // What stands beside a Dockerfile from elsewhere it copies from the context "image".
    ...(file === undefined ? [] : ["--file", file, "--build-context", `image=${dirname(file)}`]),
    ...(target === undefined ? [] : ["--target", target]),
    ...Object.entries(args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
  ];
}

/** The token is good for the whole registry and twelve hours. */
async function logIn(aws: AwsSettings, repository: string): Promise<void> {
  const { ECRClient, GetAuthorizationTokenCommand } = await import("@aws-sdk/client-ecr");
  const { authorizationData = [] } = await new ECRClient(aws).send(new GetAuthorizationTokenCommand({}));
  const [username = "", password = ""] = Buffer.from(authorizationData[0]?.authorizationToken ?? "", "base64")
    .toString()
    .split(":");
  const registry = repository.split("/")[0] ?? "";
  await runDocker(["login", "--username", username, "--password-stdin", registry], { input: password });
}

async function runDocker(
  args: string[],
  { onLine, input }: { onLine?: ImageSource["onLine"]; input?: string },
): Promise<void> {
  const options: ProcessOptions = {
    ...(input !== undefined && { input }),
    ...(onLine !== undefined && { onLine }),
  };
  const { exitCode, stderr, startFailure } = await runProcess("docker", args, options);
  if (exitCode === 0) return;
  if (startFailure === "ENOENT") {
    throw new UserError("docker is not installed here, expected it on the PATH", {
      remedy:
        "install Docker with buildx, or let the product's own CI build (.github/workflows/backend-deploy.yml)",
      exitCode: 1,
    });
  }
  const last = stderr.trim().split("\n").slice(-5).join("\n");
  throw new UserError(
    `docker ${args[0] === "buildx" ? "buildx build" : args[0]} failed: ${startFailure ?? last}`,
    {
      remedy: /tag.*already exists|ImageTagAlreadyExists|immutable/i.test(stderr)
        ? "the repository writes every tag once: commit what is new, or name another tag with --tag"
        : "look at what docker wrote",
      exitCode: 1,
    },
  );
}
