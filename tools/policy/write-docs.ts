import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { describeRules, describeWaivers } from "./describe.ts";
import { rules } from "./rules.ts";

/** Where the lists of rules and waivers are for people. */
export const policyPage = join(import.meta.dirname, "..", "..", "docs", "policy.md");

/** The page with the lists as the code has them now. */
export async function renderPage(page: string): Promise<string> {
  const counted = page.replace(/\bholds it: \d+ rules\b/, `holds it: ${rules.length} rules`);
  const withRules = fill(counted, "rules", describeRules(rules));
  return format(fill(withRules, "waivers", describeWaivers()), { parser: "markdown", printWidth: 110 });
}

function fill(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ""] = page.split(open);
  return `${before}${open}\n\n${text}\n${close}${rest.split(close)[1] ?? ""}`;
}

if (import.meta.main) await writeFile(policyPage, await renderPage(await readFile(policyPage, "utf8")));
