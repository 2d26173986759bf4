import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { FurtherImage, ServiceOperations } from "../../shared/operations.ts";
import { UserError } from "../errors.ts";
import { git } from "../git-changes.ts";
import { configuredAs, writeImage } from "../operations/configured-image.ts";
import { findOne, listAll, type OperableEnvironment, type OperableStack } from "../operations/environment.ts";
import { buildImage, pushImage, type ImageSource } from "../operations/images.ts";
import { awsOf, openSession } from "../operations/session.ts";
import { print, printError } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

const placeholder = fileURLToPath(new URL("../../images/placeholder", import.meta.url));

export interface ImagesOptions extends ProjectOptions {
  context?: string;
  file?: string;
  stage?: string;
  tag?: string;
  /** Stands in for the service until its first image. */
  placeholder?: boolean;
}

/** One configuration that an image is for. */
interface ImageUser extends FurtherImage {
  stack: OperableStack;
  /** The service that runs it, where one does. */
  service?: { name: string; health: ServiceOperations["health"] };
}

/** A repository, with whose configuration names its images. */
export interface ImageChoice {
  repository: string;
  url: string;
  stack: OperableStack;
  users: ImageUser[];
}

/** `rollout images build <name>`: builds a service's image, for the processor that it runs on, and keeps it here. */
export async function buildImages(name: string, options: ImagesOptions): Promise<number> {
  const { environment } = await openSession("images build", options);
  const choice = chooseImage(environment, name);
  print(await buildImage(await describeSource(choice, options)));
  return 0;
}

/** `rollout images push <name>`: builds, pushes, and writes the digest into the configuration that names it. */
export async function pushImages(name: string, options: ImagesOptions): Promise<number> {
  const { project, environment, world } = await openSession("images push", options);
  const choice = chooseImage(environment, name);
  const source = await describeSource(choice, options);
  const address = await pushImage(await awsOf(choice.stack, world), source);
  print(`pushed ${address}`);
  for (const { stack, image } of choice.users) {
    const changed = await writeImage(stack.node, image, configuredAs(address, choice.url));
    if (changed === undefined) continue;
    print(`changed ${relative(project.repository.root, changed.file)}, which is to be committed:`);
    for (const line of changed.lines) print(`  ${line}`);
  }
  const layers = [...new Set(choice.users.map(({ stack }) => stack.node.layer.name))];
  print(
    layers.length === 0
      ? `no configuration names images of repository "${choice.repository}"`
      : `next: rollout up ${layers.join(" ")} --env ${environment.environment}`,
  );
  return 0;
}

/**
 * What a person means by a name: the image of a service, else that of every service with images of the repository.
 *
 * @throws UserError where there is neither
 */
export function chooseImage(environment: OperableEnvironment, name: string): ImageChoice {
  const services = listAll(environment, "services");
  const users: ImageUser[] = [
    ...services.map(({ name: of, stack, it: { image, architecture, health } }) => ({
      ...{ stack, image, architecture },
      service: { name: of, health },
    })),
    ...environment.stacks.flatMap((stack) =>
      (stack.offers.images ?? []).map((further) => ({ ...further, stack })),
    ),
  ];
  const repositories = listAll(environment, "repositories");
  const repositoryOf = (wanted: string) => repositories.find((one) => one.name === wanted);
  if (repositoryOf(name) !== undefined && !services.some((service) => service.name === name)) {
    const { it: url, stack } = repositoryOf(name)!;
    return { repository: name, url, stack, users: users.filter(({ image }) => image.repository === name) };
  }
  const known = [...services, ...repositories.filter((one) => services.every((s) => s.name !== one.name))];
  const service = findOne<unknown>(environment, "service or repository", known, name);
  const user = users.find((one) => one.service?.name === service.name && one.stack === service.stack)!;
  const own = repositoryOf(user.image.repository);
  if (own === undefined) {
    throw new UserError(
      `service "${name}" has no repository, expected one of ${repositories.map((one) => one.name).join(", ") || "none"}, got "${user.image.repository}"`,
      { remedy: `its image comes from elsewhere, or add "${user.image.repository}" to ecr.repos` },
    );
  }
  return { repository: own.name, url: own.it, stack: own.stack, users: [user] };
}

async function describeSource(choice: ImageChoice, options: ImagesOptions): Promise<ImageSource> {
  const { url, users } = choice;
  const common = { repository: url, platform: `linux/${users[0]?.architecture ?? "amd64"}` };
  if (options.placeholder === true) {
    const tag = options.tag ?? `placeholder-${await tagOf(placeholder)}`;
    return { ...common, context: placeholder, tag, args: describePlaceholder(choice), onLine: printError };
  }
  const context = resolve(options.context ?? ".");
  return {
    ...{ ...common, context },
    tag: options.tag ?? (await tagOf(context)),
    ...(options.file !== undefined && { file: resolve(options.file) }),
    ...(options.stage !== undefined && { target: options.stage }),
    onLine: printError,
  };
}

/**
 * What the placeholder has to know of the service that it stands in for.
 *
 * @throws UserError where it would take the place of an app, or nobody asks it for its health
 */
function describePlaceholder({ users }: ImageChoice): Record<string, string> {
  const [user, ...others] = users;
  if (user?.service === undefined || others.length > 0) {
    const count = users.filter(({ service }) => service !== undefined).length;
    throw new UserError(
      `a placeholder stands in for one service, expected a service's name, got a repository of ${count}`,
      { remedy: "name the service" },
    );
  }
  const { image } = user;
  const { name, health } = user.service;
  if (image.configured !== "") {
    throw new UserError(
      `service "${name}" has an image, expected none yet for a placeholder, got "${image.configured}"`,
      { remedy: "leave it as it is; a placeholder is for the first deployment only" },
    );
  }
  if (health === undefined) {
    throw new UserError(`service "${name}" listens on no port, expected one for a placeholder`, {
      remedy: "it needs none: without an image it has no tasks, and nothing waits for it",
    });
  }
  return { PORT: String(health.port), HEALTH_PATH: health.path };
}

/** The commit of a folder; with what is not committed in it, also the time, since tags are written once. */
async function tagOf(folder: string): Promise<string> {
  const commit = await git(folder, ["rev-parse", "--short=12", "HEAD"]);
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  if (commit === undefined) return time;
  return (await git(folder, ["status", "--porcelain", "--", "."])) === "" ? commit : `${commit}-${time}`;
}
