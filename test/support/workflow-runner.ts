import { cp, mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess, type ProcessResult } from "../../tools/process.ts";
import { findGoTool } from "./go-tools.ts";
import { editFile } from "./real-rollout.ts";
import { createTemporaryFolder, writeFileAt } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const actions = join(root, "test", "support", "fixtures", "actions");

export interface WorkflowRun {
  /** The file's name below .github/workflows. */
  workflow: string;
  event: "push" | "pull_request" | "schedule" | "workflow_dispatch" | "workflow_call";
  /** One job with those that it needs; all of the workflow's where left out. */
  job?: string;
  /** The event as GitHub tells it. */
  payload?: object;
  /** A repository that the workflow calls workflows of, or checks out. */
  called?: RunnerRepository;
  variables?: Readonly<Record<string, string>>;
  env: Readonly<Record<string, string>>;
}

/** A repository on GitHub, as far as a runner sees it. */
export class RunnerRepository {
  readonly folder: string;
  /** Such as "shop/stacks". */
  readonly name: string;
  readonly #git: string[];

  private constructor(folder: string, name: string) {
    this.folder = folder;
    this.name = name;
    this.#git = ["-C", folder, "-c", "user.name=test", "-c", "user.email=test@example.com"];
  }

  /**
   * Copies what git knows of this repository's work tree, but for what `leaveOut` matches, and makes it the main branch
   * of github.com/shop/stacks.
   */
  static async copy(leaveOut: RegExp): Promise<RunnerRepository> {
    const folder = createTemporaryFolder();
    const listed = await runProcess("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
    });
    for (const file of listed.stdout.split("\n").filter((name) => name !== "" && !leaveOut.test(name))) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await cp(join(root, file), join(folder, file), { force: true }).catch(
        (error: NodeJS.ErrnoException) => {
          // Deleted in the work tree, and not yet for git.
          if (error.code !== "ENOENT") throw error;
        },
      );
    }
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    return RunnerRepository.#publish(folder, "shop/stacks");
  }

  /** Copies a folder, in whose files COMMIT becomes the commit of another repository. */
  static async of(source: string, name: string, commitOf: RunnerRepository): Promise<RunnerRepository> {
    const folder = createTemporaryFolder();
    const commit = await commitOf.git("rev-parse", "HEAD");
    await cp(source, folder, { recursive: true });
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(file.parentPath, file.name);
      await writeFile(path, (await readFile(path, "utf8")).replaceAll("COMMIT", commit.trim()));
    }
    return RunnerRepository.#publish(folder, name);
  }

  static async #publish(folder: string, name: string): Promise<RunnerRepository> {
    const repository = new RunnerRepository(folder, name);
    await repository.git("init", "--quiet", "--initial-branch", "main");
    await repository.git("remote", "add", "origin", `https://github.com/${name}.git`);
    await repository.push("everything");
    return repository;
  }

  /** @throws Error with what git said */
  async git(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runProcess("git", [...this.#git, ...args]);
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Replaces text in a file, which must hold it. */
  edit(file: string, from: string, to: string): Promise<void> {
    return editFile(join(this.folder, file), from, to);
  }

  /** Commits all there is, to main. */
  async push(message: string): Promise<void> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", message);
    await this.git("update-ref", "refs/remotes/origin/main", "HEAD");
  }

  /**
   * Runs a workflow with act (https://nektosact.com), every job on this machine and in the folder itself. The actions of
   * others are stand-ins: nothing is fetched. What they would tell GitHub is not told.
   */
  async run({
    workflow,
    event,
    job,
    payload = {},
    called,
    variables = {},
    env,
  }: WorkflowRun): Promise<ProcessResult> {
    const scratch = createTemporaryFolder();
    const repositories = called === undefined ? [this] : [this, called];
    for (const { folder, name } of repositories) {
      await mkdir(join(scratch, "repositories", dirname(name)), { recursive: true });
      await symlink(folder, join(scratch, "repositories", name));
    }
    const eventFile = join(scratch, "event.json");
    await writeFileAt(
      eventFile,
      JSON.stringify({ repository: { full_name: this.name, default_branch: "main" }, ...payload }),
    );
    const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
      Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
    return runProcess(
      await findGoTool("act"),
      [
        ...[event, "--workflows", join(".github", "workflows", workflow), "--eventpath", eventFile],
        ...(job === undefined ? [] : ["--job", job]),
        ...["--platform", "ubuntu-latest=-self-hosted", "--container-daemon-socket", "-"],
        ...["--action-cache-path", join(scratch, "actions"), "--no-cache-server"],
        ...(await Promise.all(repositories.map((one) => one.#standIns()))).flat(),
        ...(called === undefined ? [] : await called.#asCalled()),
        ...pairs("--var", { AWS_REGION: "us-east-1", ...variables }),
        ...pairs("--env", {
          ...{ ARTIFACTS: join(scratch, "artifacts"), REPOSITORIES: join(scratch, "repositories") },
          ...env,
        }),
        ...["--secret", "GITHUB_TOKEN=token", "--secret", "PULUMI_CONFIG_PASSPHRASE=passphrase"],
      ],
      { cwd: this.folder, env: { PULUMI_CONFIG_PASSPHRASE: undefined, PULUMI_BACKEND_URL: undefined } },
    );
  }

  /** Its newest commit is found in its folder. */
  async #asCalled(): Promise<string[]> {
    const commit = (await this.git("rev-parse", "HEAD")).trim();
    return ["--local-repository", `${this.name}@${commit}=${this.folder}`];
  }

  /** Every action that a workflow or an action of ours uses, by its pin. */
  async #standIns(): Promise<string[]> {
    const github = join(this.folder, ".github");
    const files = (await readdir(github, { recursive: true })).filter((name) => name.endsWith(".yml"));
    const texts = await Promise.all(files.map((name) => readFile(join(github, name), "utf8")));
    const pins = new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/uses: ([\w-]+\/[\w-]+@[0-9a-f]{40})/g)].map(([, pin]) => pin),
      ),
    );
    return [...pins].flatMap((pin) => [
      "--local-repository",
      `${pin}=${join(actions, basename(pin?.split("@")[0] ?? ""))}`,
    ]);
  }
}
