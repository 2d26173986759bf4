import { unknownValue } from "../../tools/policy/properties.ts";
import { rules } from "../../tools/policy/rules.ts";
import { ofResource, ofStacks } from "../tools/policy/cases/all.ts";
import type { PolicyStack } from "./policy-stacks.ts";

/** A resource that breaks the rule it is named after. */
export interface Seed {
  type: string;
  name: string;
  properties: Record<string, unknown>;
}

/**
 * A resource for each rule that breaks it: one of a blueprint where any has the type, with what the rule's case changes.
 * Rules about relations are broken by a resource that is alone, so theirs must not meet the others.
 */
export function seedsOf(stacks: readonly PolicyStack[]): { alone: Seed[]; together: Seed[] } {
  const seeds = rules.map(({ name, types, scope }): Seed & { scope: string } => {
    const type = types[0] ?? "";
    const found = stacks.flatMap(({ resources }) => resources).find((resource) => resource.type === type);
    const broken =
      scope === "resource" ? ofResource[name]?.breaks : (ofStacks[name]?.change?.[1] ?? undefined);
    const kept = scope === "resource" ? (ofResource[name]?.keeps ?? {}) : {};
    const properties = { ...(found === undefined ? kept : known(found.properties)), ...broken };
    return { scope, type, name, properties };
  });
  const of = (scope: string) =>
    seeds
      .filter((seed) => seed.scope === scope)
      .map(({ type, name, properties }) => ({ type, name, properties }));
  return { alone: of("stack"), together: of("resource") };
}

/** What AWS chooses is left out. */
function known(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== unknownValue));
}
