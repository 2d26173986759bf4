import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isSecretValue, unknownSentinel } from "../../tools/engine-events.ts";

/** How a program betrays that it was given something made up, or made text of a value that it does not know. */
const madeUp = /placeholder|dummy|mock|\[unknown\]|\[object |\[toString\]|\bundefined\b|\bNaN\b/i;
/** The engine's own way to name the provider of a resource: "<urn>::<id>". */
const providerReference = /^urn:pulumi:[^ ]+::pulumi:providers:[^ ]+::[^:]+$/;

/** The strings of a saved preview's plans that stand for a value which is not known yet: there may only be unknowns. */
export function placeholdersIn(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".plan.json"));
  if (files.length === 0) throw new Error(`${folder} holds no plans, expected those of a saved preview`);
  return files.flatMap((file) =>
    stringsIn(readPlans(join(folder, file)))
      .filter((text) => text !== unknownSentinel && !providerReference.test(text))
      .filter((text) => text.includes(unknownSentinel) || madeUp.test(text))
      .map((text) => `${file}: ${text.slice(0, 200)}`),
  );
}

/** Without the engine's checksum of the file, in which any letters may come together. */
function readPlans(file: string): unknown {
  const { resourcePlans } = JSON.parse(readFileSync(file, "utf8")) as { resourcePlans?: object };
  if (resourcePlans === undefined) throw new Error(`${file} is not a plan of the engine`);
  return resourcePlans;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (isSecretValue(value)) return [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsIn) : [];
}
