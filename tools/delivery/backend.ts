import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../errors.ts";
import { pushImage } from "../operations/images.ts";
import { print, printError } from "../output.ts";
import { migrate, smoke, update, waitFor, type BackendSettings, type Delivery } from "./backend-delivery.ts";
import { need, runStep } from "./command.ts";
import { readAws, readPrefix, readSettings } from "./settings.ts";

const text = { type: "string" } as const;

await runStep(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ repository: text, tag: text, context: text, platform: text },
      ...{ service: text, image: text, url: text, attempts: text },
    },
  });
  const [step = ""] = positionals;
  if (step === "smoke") return print(await smoke(need(values, "url"), readAttempts(values.attempts)));
  const aws = readAws();
  const settings = await readSettings<BackendSettings>(aws, `${readPrefix()}delivery/backend`);
  // A step's result is all that it prints to stdout, so that a job can use it.
  const delivery: Delivery = { aws, settings, say: printError };
  const steps: Record<string, () => Promise<string>> = {
    push: () => {
      const repository = settings.repositories[need(values, "repository")];
      if (repository === undefined) {
        const known = Object.keys(settings.repositories).sort().join(", ");
        throw new UserError(`"${values.repository}" is not a repository, expected one of ${known}`);
      }
      const { context = ".", platform = "linux/amd64" } = values;
      return pushImage(aws, {
        ...{ repository, tag: need(values, "tag"), context: resolve(context), platform },
        onLine: printError,
      });
    },
    migrate: () => migrate(delivery, need(values, "image")),
    update: () => update(delivery, need(values, "service"), need(values, "image")),
    wait: () => waitFor(delivery, need(values, "service"), need(values, "image")),
  };
  const run = steps[step];
  if (run === undefined) {
    throw new UserError(
      `"${step}" is no step of a delivery, expected one of ${Object.keys(steps).join(", ")}, smoke`,
    );
  }
  print(await run());
});

function readAttempts(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UserError(`--attempts is wrong, expected a whole number from 1, got "${text}"`);
}
