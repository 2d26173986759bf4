import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { startProcess } from "../../tools/process.ts";
import { findGoTool } from "./go-tools.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

/** A registry of images (https://github.com/opencontainers/distribution-spec), of crane's own server. */
export interface ImageRegistry {
  /** Such as "127.0.0.1:5000". */
  address: string;
  /** What `docker` needs to work with it: fixtures/docker on the PATH, and where that finds crane. */
  docker: { folder: string; env: Record<string, string> };
  /** The digest of what a repository has under a tag, computed from what it gives out; undefined for nothing. */
  digestOf(repository: string, tag: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

export async function startImageRegistry(): Promise<ImageRegistry> {
  const crane = await findGoTool("crane");
  let started: (port: string) => void = () => {};
  const listening = new Promise<string>((resolve) => (started = resolve));
  const server = startProcess(crane, ["registry", "serve", "--address", "127.0.0.1:0"], {
    keepOutput: false,
    onLine(line) {
      const [, port] = /serving on port (\d+)/.exec(line) ?? [];
      if (port !== undefined) started(port);
    },
  });
  const port = await Promise.race([
    listening,
    server.result.then(({ exitCode }) => {
      throw new Error(`crane's registry ended with ${exitCode} before it listened`);
    }),
  ]);
  const address = `127.0.0.1:${port}`;
  return {
    address,
    docker: {
      folder: fileURLToPath(new URL("fixtures/docker", import.meta.url)),
      // Not this user's own, where `docker login` keeps passwords.
      env: { CRANE: crane, DOCKER_CONFIG: createTemporaryFolder() },
    },
    async digestOf(repository, tag) {
      const response = await fetch(`http://${address}/v2/${repository}/manifests/${tag}`);
      if (response.status === 404) return undefined;
      const manifest = Buffer.from(await response.arrayBuffer());
      return `sha256:${createHash("sha256").update(manifest).digest("hex")}`;
    },
    async stop() {
      server.cancel("SIGTERM");
      await server.result;
    },
  };
}
