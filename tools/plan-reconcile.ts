import { isDeepStrictEqual } from "node:util";
import { metadataOutput, secretDigestOutput } from "../shared/contract.ts";
import { describeUrn, isSecretValue, referenceType, stackType, unknownSentinel } from "./engine-events.ts";

/** The part of a plan file of the engine (apitype.DeploymentPlanV1) that says what is going to be done. */
export interface EnginePlan {
  resourcePlans: Record<string, ResourcePlan>;
}

export interface ResourcePlan {
  goal?: { inputDiff?: PlanDiff; outputDiff?: PlanDiff };
  steps?: string[];
}

interface PlanDiff {
  adds?: Record<string, unknown>;
  updates?: Record<string, unknown>;
  deletes?: string[];
}

const harmless = ["same", "read", "refresh"];

/**
 * What a plan would do that the reviewed one does not say; empty when it stays within it. Less is always within: a value
 * that was not known at the review may turn out to be the old one. A reviewed value that was not known admits any
 * value, and a secret any secret, since plans hold secrets encrypted and the same one never looks the same twice.
 */
export function exceedingOperations(reviewed: EnginePlan, now: EnginePlan): string[] {
  return Object.entries(now.resourcePlans).flatMap(([urn, plan]) => {
    const { type, name } = describeUrn(urn);
    if (type === referenceType || type.startsWith("pulumi:providers:")) return [];
    const what = type === stackType ? "the stack" : `${type} ${name}`;
    const allowed = reviewed.resourcePlans[urn];
    const steps = (plan.steps ?? []).filter((step) => !harmless.includes(step));
    const reviewedSteps = allowed?.steps ?? [];
    const excess = steps.filter((step) => !covers(reviewedSteps, step));
    if (excess.length > 0) {
      const before = reviewedSteps.length === 0 ? "nothing" : reviewedSteps.join(", ");
      return [`${excess.join(", ")} of ${what}, where ${before} was reviewed`];
    }
    const inputs = steps.length === 0 ? [] : exceeding(allowed?.goal?.inputDiff, plan.goal?.inputDiff);
    const outputs = type === stackType ? exceeding(allowed?.goal?.outputDiff, plan.goal?.outputDiff) : [];
    return [
      ...inputs.map((key) => `another "${key}" of ${what} than was reviewed`),
      ...outputs.map((key) => `another output "${key}" than was reviewed`),
    ];
  });
}

/** An update is within a reviewed replacement: what was not known has turned out to leave the resource in place. */
function covers(reviewed: readonly string[], step: string): boolean {
  return reviewed.includes(step) || (step === "update" && reviewed.includes("replace"));
}

function exceeding(reviewed: PlanDiff = {}, now: PlanDiff = {}): string[] {
  const allowed = { ...reviewed.adds, ...reviewed.updates };
  const changed = { ...now.adds, ...now.updates };
  return [
    ...Object.keys(changed).filter((key) => !(key in allowed) || !admits(allowed[key], changed[key])),
    ...(now.deletes ?? []).filter((key) => !(reviewed.deletes ?? []).includes(key)),
  ].filter((key) => key !== metadataOutput && key !== secretDigestOutput);
}

/** Whether a reviewed value, which may hold unknowns, admits the value that is there now. */
export function admits(reviewed: unknown, now: unknown): boolean {
  if (reviewed === unknownSentinel) return true;
  // The engine hides an unknown inside a text by making all of it unknown, so a text is known or it is not.
  if (isSecretValue(reviewed) || isSecretValue(now)) return isSecretValue(reviewed) && isSecretValue(now);
  if (Array.isArray(reviewed) && Array.isArray(now)) {
    return reviewed.length === now.length && reviewed.every((item, at) => admits(item, now[at]));
  }
  if (isObject(reviewed) && isObject(now)) {
    const keys = new Set([...Object.keys(reviewed), ...Object.keys(now)]);
    return [...keys].every((key) => admits(reviewed[key], now[key]));
  }
  return isDeepStrictEqual(reviewed, now);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
