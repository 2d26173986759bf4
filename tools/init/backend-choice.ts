import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseDocument } from "yaml";
import type { Target } from "../../shared/blueprint.ts";
import { environmentVariable } from "../../shared/environment.ts";
import { UserError } from "../errors.ts";
import type { Repository } from "../layers.ts";
import { absoluteBackend, backendUrlOf } from "../project-backend.ts";
import type { StatePlace } from "./state-resources.ts";

export const backendKinds = ["file", "s3", "cloud"] as const;
export type BackendKind = (typeof backendKinds)[number];

export interface BackendFlags {
  backend?: BackendKind;
  bucket?: string;
  stateRegion?: string;
  stateAccount?: string;
  stateFolder?: string;
  organization?: string;
}

/** Where state is kept. */
export interface BackendChoice {
  kind: BackendKind;
  /** As Pulumi.yaml and PULUMI_BACKEND_URL name it. */
  url: string;
  /** What new stacks are encrypted with; undefined where Pulumi's default is meant. */
  secretsProvider: string | undefined;
  /** For S3: what must exist. */
  place: StatePlace | undefined;
  organization: string | undefined;
}

const pulumiCloud = "https://api.pulumi.com";
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, without dots, which TLS host names do not allow. */
const bucketName = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

const flagsOf: Record<BackendKind, readonly (keyof BackendFlags)[]> = {
  file: ["stateFolder"],
  s3: ["bucket", "stateRegion", "stateAccount"],
  cloud: ["organization"],
};

/**
 * Settles where state is kept: as said, else as the projects say already; undefined where neither does.
 *
 * @throws UserError for flags that do not fit, or another backend than the one in use
 */
export function chooseBackend(
  { layers }: Pick<Repository, "layers">,
  flags: BackendFlags,
  target: Target,
): BackendChoice | undefined {
  const used = backendUrlOf(layers);
  const kind = flags.backend ?? (used?.startsWith("s3://") === true ? "s3" : undefined);
  refuseUnfitFlags(kind, flags);
  if (kind === undefined) return undefined;
  const choice = describeChoice(kind, flags, target, used);
  const folder = layers[0]?.folder ?? "";
  if (used !== undefined && !isSamePlace(used, choice.url, folder)) {
    const byVariable = environmentVariable("PULUMI_BACKEND_URL") !== undefined;
    throw new UserError(
      `state is kept in ${used} already (${byVariable ? "PULUMI_BACKEND_URL" : "Pulumi.yaml"}), expected no other, got ${choice.url}`,
      {
        remedy:
          "leave --backend out to keep it; for an environment with a backend of its own set PULUMI_BACKEND_URL to it; " +
          "to move, see docs/backends.md; nothing was written",
      },
    );
  }
  return used === undefined ? choice : { ...choice, url: used };
}

function describeChoice(
  kind: BackendKind,
  flags: BackendFlags,
  target: Target,
  used: string | undefined,
): BackendChoice {
  const { product, environment } = target;
  const none = { kind, secretsProvider: undefined, place: undefined, organization: undefined };
  if (kind === "file") return { ...none, url: `file://${folderOf(flags.stateFolder, product)}` };
  if (kind === "cloud") {
    // Who runs Pulumi Cloud himself has named its address.
    const url = used?.startsWith("http") === true ? used : pulumiCloud;
    return { ...none, url, organization: flags.organization };
  }
  const known = used?.startsWith("s3://") === true ? new URL(used) : undefined;
  const accountId = flags.stateAccount ?? target.account.id;
  const bucket = flags.bucket ?? known?.hostname ?? `${product}-state-${accountId}`;
  const region = flags.stateRegion ?? known?.searchParams.get("region") ?? target.region;
  if (!bucketName.test(bucket)) {
    throw new UserError(
      `--bucket is wrong, expected 3 to 63 lower-case letters, digits and hyphens, got "${bucket}"`,
      { remedy: "correct it" },
    );
  }
  const keyAlias = `alias/${bucket}-${environment}`;
  return {
    ...none,
    url: `s3://${bucket}?region=${region}`,
    secretsProvider: `awskms://${keyAlias}?region=${region}`,
    place: { bucket, region, accountId, keyAlias },
  };
}

/** A folder in the home directory stays in terms of it, so that what is committed holds for everybody. */
function folderOf(given: string | undefined, product: string): string {
  if (given === undefined) return `~/.pulumi-state/${product}`;
  return given.startsWith("~/") ? given : resolve(given);
}

function refuseUnfitFlags(kind: BackendKind | undefined, flags: BackendFlags): void {
  for (const [of, names] of Object.entries(flagsOf)) {
    const name = of === kind ? undefined : names.find((candidate) => flags[candidate] !== undefined);
    if (name === undefined) continue;
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new UserError(`${flag} means nothing without --backend ${of}`, {
      remedy: `add --backend ${of} or drop ${flag}`,
    });
  }
}

/** Two addresses of one bucket may differ in how it is reached. */
function isSamePlace(one: string, other: string, folder: string): boolean {
  if (!one.startsWith("s3://") || !other.startsWith("s3://")) {
    return absoluteBackend(one, folder) === absoluteBackend(other, folder);
  }
  return new URL(one).hostname === new URL(other).hostname;
}

/** A file with other content than before. */
export interface FileEdit {
  file: string;
  before: string | undefined;
  after: string;
}

/** The edits that make rollout and plain pulumi use a backend; none where PULUMI_BACKEND_URL says it already. */
export async function planBackendFiles(
  { root, layers }: Pick<Repository, "root" | "layers">,
  { url, organization }: BackendChoice,
): Promise<FileEdit[]> {
  const byVariable = environmentVariable("PULUMI_BACKEND_URL") !== undefined;
  const projects = byVariable ? [] : layers.map(({ folder }) => join(folder, "Pulumi.yaml"));
  const edits = await Promise.all(projects.map((file) => edit(file, (text) => setBackend(text, url))));
  if (organization !== undefined) {
    edits.push(await edit(join(root, "package.json"), (text) => setOrganization(text, organization)));
  }
  return edits.filter(({ before, after }) => before !== after);
}

async function edit(file: string, change: (text: string) => string): Promise<FileEdit & { before: string }> {
  const before = await readFile(file, "utf8");
  return { file, before, after: change(before) };
}

function setBackend(text: string, url: string): string {
  const document = parseDocument(text);
  if (document.hasIn(["backend", "url"])) return text;
  document.setIn(["backend", "url"], url);
  return document.toString({ lineWidth: 110, flowCollectionPadding: false });
}

function setOrganization(text: string, organization: string): string {
  const manifest = JSON.parse(text) as { rollout?: { organization?: string } };
  if (manifest.rollout?.organization === organization) return text;
  return `${JSON.stringify({ ...manifest, rollout: { ...manifest.rollout, organization } }, null, 2)}\n`;
}
