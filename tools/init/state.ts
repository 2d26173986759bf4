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

/**
 * Makes sure that state can be kept where it was chosen to be: makes the folder, or the bucket and the key, or checks
 * the login. What exists is only repaired where that is asked for.
 *
 * @returns the bucket and the key's ARN, for S3
 * @throws UserError where something there is not as it must be
 */
export async function prepareState(
  backend: BackendChoice,
  options: StateOptions,
): Promise<(StatePlace & { keyArn: string }) | undefined> {
  if (options.repairBackend === true && backend.kind !== "s3") {
    throw new UserError("--repair-backend means nothing without state in S3", { remedy: "drop it" });
  }
  if (backend.kind === "cloud") await checkLogin(backend);
  if (backend.kind === "file") await makeFolder(backend.url);
  if (backend.place === undefined) return undefined;
  return { ...backend.place, keyArn: await prepareBucket(backend.place, options) };
}

async function prepareBucket(place: StatePlace, { repairBackend, yes }: StateOptions): Promise<string> {
  const { bucket, keyAlias, accountId, region } = place;
  const clients = await openStateClients(region, accountId);
  const findings = await inspectState(clients, place);
  if (findings.drift.length > 0 && repairBackend !== true) {
    const list = findings.drift.map(({ what }) => `  - ${what}`).join("\n");
    throw new UserError(`the state backend is not as it should be:\n${list}`, {
      remedy: "put it right with --repair-backend; nothing was written",
      exitCode: 1,
    });
  }
  const missing = [
    ...(findings.hasBucket ? [] : [`bucket ${bucket}`]),
    ...(findings.keyArn === undefined ? [`key ${keyAlias}`] : []),
  ];
  if (missing.length > 0)
    await confirm(`make ${missing.join(" and ")} in account ${accountId}, ${region}`, yes);
  await repair(findings);
  const keyArn = await createState(clients, place, findings);
  print(
    `bucket ${bucket} ${findings.hasBucket ? "is there already" : "was made"}: versioned, encrypted, TLS only, not public`,
  );
  print(`key ${keyAlias} ${findings.keyArn === undefined ? "was made" : "is there already"}: ${keyArn}`);
  return keyArn;
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
