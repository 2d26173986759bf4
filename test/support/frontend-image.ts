import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandOf } from "./dockerfile-rules.ts";
import { freePort } from "./free-port.ts";
import { readImageFile, startImage, type ImageProcess } from "./image-process.ts";
import { createTemporaryFolder, writeFileAt } from "./temporary-folder.ts";

/** What the built app's only script says. */
export const script = "export const answer = 42;\n".repeat(100);

/**
 * Starts nginx as the frontend's image does, with its own configuration, a user without rights and a small app.
 *
 * @returns the port that it listens on, and its process, which the caller ends
 * @throws Error where the configuration no longer says what is moved here
 */
export async function startFrontend(): Promise<{ port: number; nginx: ImageProcess }> {
  const dockerfile = readImageFile("frontend");
  const folder = createTemporaryFolder();
  const port = await freePort();
  const [site, scratch] = [join(folder, "site"), join(folder, "scratch")];
  const page = '<!doctype html><title>app</title><script type="module" src="/assets/app-5f3a.js"></script>';
  await writeFileAt(join(site, "index.html"), page);
  await writeFileAt(join(site, "assets", "app-5f3a.js"), script);
  await writeFileAt(join(site, ".env"), "SECRET=1");
  await writeFileAt(join(site, ".well-known", "security.txt"), "Contact: mailto:security@example.com");
  await mkdir(scratch);
  // All that its user may write to; everything else here is ours.
  await chmod(scratch, 0o777);
  await chmod(folder, 0o755);
  const conf = join(folder, "nginx.conf");
  const moves = {
    "/tmp/": `${scratch}/`,
    "root /srv;": `root ${site};`,
    "listen 8080;": `listen 127.0.0.1:${port};`,
  };
  await writeFile(conf, place(readImageFile("frontend", "nginx.conf"), moves));
  const words = [...commandOf(dockerfile, "ENTRYPOINT"), "-c", conf, ...commandOf(dockerfile, "CMD")];
  const asNobody = process.getuid?.() === 0 ? ["runuser", "-u", "nobody", "--"] : [];
  // Docker gives a container's user its output, and here a pipe of its own does.
  const piped = [...asNobody, "sh", "-c", '"$@" 2>&1 | cat', "sh", ...words];
  const nginx = await startImage(piped, port, { env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" } });
  return { port, nginx };
}

/** The configuration as it is, in places that this machine has. */
function place(text: string, moves: Readonly<Record<string, string>>): string {
  return Object.entries(moves).reduce((moved, [from, to]) => {
    if (!moved.includes(from)) throw new Error(`nginx.conf does not say "${from}"`);
    return moved.replaceAll(from, to);
  }, text);
}
