import { modulesBeside } from "../modules-beside.ts";
import type { Rule } from "./rule.ts";

// Every file beside this one is a rule, so that adding a rule is adding a file.
const files = modulesBeside(import.meta.dirname, ["rule", "index"]);
const modules = await Promise.all(files.map(async (name) => (await import(`./${name}`)) as { rule: Rule }));

export const rules: readonly Rule[] = modules.map((module) => module.rule);
