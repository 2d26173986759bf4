import { readdirSync } from "node:fs";
import type { Rule } from "./rule.ts";

const notRules: ReadonlySet<string> = new Set(["rule.ts", "index.ts"]);

// Every file beside this one is a rule, so that adding a rule is adding a file.
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && !notRules.has(name))
  .sort();
const modules = await Promise.all(files.map(async (name) => (await import(`./${name}`)) as { rule: Rule }));

export const rules: readonly Rule[] = modules.map((module) => module.rule);
