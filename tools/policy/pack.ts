import { flushCompileCache } from "node:module";
import {
  PolicyPack,
  type ResourceValidation,
  type ResourceValidationPolicy,
  type StackValidation,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { asResource, asStackResource } from "./engine-resources.ts";
import { checkResource } from "./evaluate.ts";
import type { ResourceRule, Rule, StackRule } from "./rule.ts";
import { rules } from "./rules.ts";
import { openStack } from "./stack.ts";
import { isWaived } from "./waiver.ts";

/** The pack as the engine starts it, by the file "pack" beside this one. */
new PolicyPack("micro-stacks", { policies: rules.map(asPolicy), enforcementLevel: "mandatory" });
endWithEngine();
// The engine ends the process without asking, and what was compiled would be lost.
flushCompileCache();

/** An engine that is killed ends nobody: without it the pack would stay for ever. */
function endWithEngine(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit();
  }, 1_000).unref();
}

function asPolicy(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  const common = {
    name: rule.name,
    description: [rule.title, ...rule.controls].join(", "),
    remediationSteps: rule.remedy,
    url: rule.source,
    configSchema: {
      properties: { waived: { type: "array" as const, items: { type: "string" as const }, default: [] } },
    },
  };
  return rule.scope === "resource"
    ? { ...common, validateResource: validateResource(rule) }
    : { ...common, validateStack: validateStack(rule) };
}

function validateResource(rule: ResourceRule & { name: string }): ResourceValidation {
  return onlyFor(rule.types, (args, report) => {
    if (!rule.types.includes(args.type) || isWaived(args, waivedIn(args))) return;
    const problem = rule.check(asResource(args));
    if (problem !== undefined) report(`${problem}; ${rule.remedy}`);
  });
}

function validateStack(rule: StackRule & { name: string }): StackValidation {
  return onlyFor(rule.types, (args, report) => {
    const stack = openStack(args.resources.map(asStackResource));
    for (const resource of stack.all(...rule.types)) {
      if (isWaived(resource, waivedIn(args))) continue;
      const violation = checkResource(rule, resource, stack);
      if (violation !== undefined) report(violation.message, resource.key);
    }
  });
}

function waivedIn(args: { getConfig<T extends object>(): T }): readonly string[] {
  return args.getConfig<{ waived?: string[] }>().waived ?? [];
}

/**
 * Says to the SDK which type a rule is about, as its validateResourceOfType does for a resource class: it then reads the
 * properties of those resources only, which is nearly all of a pack's time. It knows no such thing for several types.
 */
function onlyFor<Validation extends object>(types: readonly string[], validation: Validation): Validation {
  const [type] = types;
  return types.length === 1 ? Object.assign(validation, { __pulumiType: type }) : validation;
}
