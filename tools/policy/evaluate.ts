import type { Resource, Rule } from "./rule.ts";
import { openStack, type Stack, type StackResource } from "./stack.ts";

/** A rule that a resource breaks. */
export interface Violation {
  readonly rule: Rule;
  readonly resource: Resource;
  /** What is wrong and what to do about it. */
  readonly message: string;
}

/** Checks all resources of a stack against rules: the one evaluation, whoever asks. */
export function evaluate(rules: readonly Rule[], resources: readonly StackResource[]): Violation[] {
  const stack = openStack(resources);
  return rules.flatMap((rule) =>
    stack.all(...rule.types).flatMap((resource) => checkResource(rule, resource, stack) ?? []),
  );
}

/** Checks one resource against one rule. */
export function checkResource(rule: Rule, resource: StackResource, stack: Stack): Violation | undefined {
  const problem = rule.scope === "resource" ? rule.check(resource) : rule.check(resource, stack);
  if (problem === undefined) return undefined;
  return { rule, resource, message: `${problem}; ${rule.remedy}` };
}
