import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { ask, isTerminal, print } from "../output.ts";
import { askPulumi } from "../pulumi.ts";
import { locatePulumi } from "../workspace.ts";
import type { BackendChoice } from "./backend-choice.ts";
import {
  createState,
  inspectState,
  openStateClients,
  type StateFindings,
  type StatePlace,
} from "./state-resources.ts";

export interface StateOptions {
  repairBackend?: boolean;
  yes?: boolean;
}

/** Where state is to be kept, as it was found. */
export interface InspectedBackend {
  /** For S3: the bucket and the key's ARN, which is made up where there is no key yet. */
  place: (StatePlace & { keyArn: string }) | undefined;
  /** Makes what is missing; gives the bucket and the key's ARN, for S3. */
  prepare(options: StateOptions): Promise<(StatePlace & { keyArn: string }) | undefined>;
}

/**
 * Looks at where state is to be kept, and changes nothing.
 *
 * @throws UserError without a login, or where something is not as it must be and shall not be repaired
 */
export async function inspectBackend(
  backend: BackendChoice,
  { repairBackend }: StateOptions,
): Promise<InspectedBackend> {
  if (repairBackend === true && backend.kind !== "s3") {
    throw new UserError("--repair-backend means nothing without state in S3", { remedy: "drop it" });
  }
  if (backend.place !== undefined) return inspectBucket(backend.place, repairBackend === true);
  if (backend.kind === "cloud") await checkLogin(backend);
  return {
    place: undefined,
    async prepare() {
      if (backend.kind === "file") await makeFolder(backend.url);
      return undefined;
    },
  };
}

async function inspectBucket(place: StatePlace, isRepaired: boolean): Promise<InspectedBackend> {
  const { bucket, keyAlias, accountId, region } = place;
  const clients = await openStateClients(region, accountId);
  const findings = await inspectState(clients, place);
  if (findings.drift.length > 0 && !isRepaired) {
    const list = findings.drift.map(({ what }) => `  - ${what}`).join("\n");
    throw new UserError(`the state backend is not as it should be:\n${list}`, {
      remedy: "put it right with --repair-backend; nothing was written",
      exitCode: 1,
    });
  }
  const hasKey = findings.keyArn !== undefined;
  return {
    place: { ...place, keyArn: findings.keyArn ?? madeUpKey(place) },
    async prepare({ yes }) {
      const missing = [
        ...(findings.hasBucket ? [] : [`bucket ${bucket}`]),
        ...(hasKey ? [] : [`key ${keyAlias}`]),
      ];
      const what = `make ${missing.join(" and ")} in account ${accountId}, ${region}`;
      if (missing.length > 0) await confirm(what, yes);
      await repair(findings);
      const keyArn = await createState(clients, place, findings);
      const made = (isThere: boolean): string => (isThere ? "is there already" : "was made");
      print(`bucket ${bucket} ${made(findings.hasBucket)}: versioned, encrypted, TLS only, not public`);
      print(`key ${keyAlias} ${made(hasKey)}: ${keyArn}`);
      return { ...place, keyArn };
    },
  };
}

/** Only to check the configuration with, before the key exists. */
function madeUpKey({ region, accountId }: StatePlace): string {
  return `arn:aws:kms:${region}:${accountId}:key/00000000-0000-0000-0000-000000000000`;
}

async function repair({ drift }: StateFindings): Promise<void> {
  for (const { what, repair: run } of drift) {
    await run();
    print(`repaired: ${what}`);
  }
}

async function confirm(what: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (!isTerminal()) {
    throw new UserError(`to ${what} is not confirmed, expected --yes`, {
      remedy: "add --yes; nothing was written",
    });
  }
  if (/^y(es)?$/i.test(await ask(`${what}? (y/N) `))) return;
  throw new UserError("not confirmed; nothing was written");
}

async function checkLogin({ url, organization }: BackendChoice): Promise<void> {
  const pulumi = await locatePulumi({ PULUMI_BACKEND_URL: url });
  const who = (await askPulumi(pulumi, homedir(), ["whoami", "--json"]).catch((error: unknown) => {
    throw new UserError(
      `you are not logged in to Pulumi Cloud (${(error as Error).message.split("\n")[0]})`,
      {
        remedy: "log in with: pulumi login (in CI: set PULUMI_ACCESS_TOKEN); nothing was written",
        exitCode: 1,
        cause: error,
      },
    );
  })) as { user?: string; organizations?: string[] };
  const known = [who.user ?? "", ...(who.organizations ?? [])];
  if (organization !== undefined && !known.includes(organization)) {
    throw new UserError(
      `${who.user} is not in organization "${organization}" of Pulumi Cloud, expected one of ${[...new Set(known)].join(", ")}`,
      { remedy: "correct --organization, or be invited; nothing was written" },
    );
  }
  print(`logged in to Pulumi Cloud as ${who.user}; stacks belong to ${organization ?? who.user}`);
}

/** The engine does not make the folder of its state by itself. */
async function makeFolder(url: string): Promise<void> {
  const path = url.slice("file://".length).replace(/\?.*$/, "");
  const folder = path.startsWith("~") ? join(homedir(), path.slice(1)) : path;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  print(`state is kept in ${folder}; back it up: without it nobody knows what was made`);
}
