import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Rule, RuleDefinition } from "./rule.ts";

const folder = join(import.meta.dirname, "rules");

/** Every rule, by name: one for each file in rules/, so that adding a rule is adding a file. */
export const rules: readonly Rule[] = await Promise.all(
  readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map(async (file) => {
      const { default: rule } = (await import(`./rules/${file}`)) as { default: RuleDefinition };
      return { ...rule, name: basename(file, ".ts") };
    }),
);
