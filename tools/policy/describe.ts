import type { Rule } from "./rule.ts";
import { waivers } from "./waivers.ts";

/** The list of rules in docs/policy.md, as Markdown. */
export function describeRules(rules: readonly Rule[]): string {
  const services = Map.groupBy(rules, serviceOf);
  return [...services]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([service, own]) => [
      `**${service}**`,
      "",
      "| rule | what holds | controls |",
      "| :-- | :-- | :-- |",
      ...own.map(
        (rule) =>
          `| [${rule.name}](${rule.source})${rule.of === undefined ? "" : " ¹"} | ${rule.title} | ${rule.controls.join(", ")} |`,
      ),
      "",
    ])
    .join("\n");
}

/** The list of waivers in docs/policy.md, as Markdown. */
export function describeWaivers(): string {
  return [
    "| rule | product | profiles | resource | why | until |",
    "| :-- | :-- | :-- | :-- | :-- | :-- |",
    ...waivers.map(
      ({ rule, product, profiles, resource, reason, expires }) =>
        `| ${[rule, code(product), profiles.join(", "), code(resource), reason, expires].join(" | ")} |`,
    ),
    "",
  ].join("\n");
}

/** "rds" for "aws:rds/instance:Instance". */
function serviceOf({ types }: Rule): string {
  return types[0]?.split(":")[1]?.split("/")[0] ?? "";
}

function code(text: string): string {
  return `\`${text}\``;
}
