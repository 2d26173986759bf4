import { isDeepStrictEqual } from "node:util";
import { metadataOutput, secretDigestOutput } from "../shared/contract.ts";
import {
  describeUrn,
  isSecretValue,
  referenceType,
  stackType,
  unknownSentinel,
  type StepMetadata,
} from "./engine-events.ts";

/** The part of a plan file of the engine (apitype.DeploymentPlanV1) that says what is going to be done. */
export interface EnginePlan {
  resourcePlans: Record<string, ResourcePlan>;
}

export interface ResourcePlan {
  goal?: { inputDiff?: PlanDiff; outputDiff?: PlanDiff };
  steps?: string[];
  /** Its outputs as they would be afterwards. */
  state?: Record<string, unknown>;
}

interface PlanDiff {
  adds?: Record<string, unknown>;
  updates?: Record<string, unknown>;
  deletes?: string[];
}

/** What is planned for the stack itself, whose outputs are what the layer publishes. */
export function stackPlan({ resourcePlans }: EnginePlan): ResourcePlan | undefined {
  return Object.entries(resourcePlans).find(([urn]) => describeUrn(urn).type === stackType)?.[1];
}

const harmless = ["same", "read", "refresh"];
const changing = ["create", "update", "replace", "create-replacement", "delete", "delete-replaced", "import"];

/** Names that a provider makes up for new resources differ from plan to plan and are others again in the update: those of now, by those of the review. */
export type Renamings = Map<string, string>;

/**
 * What a plan would do that the reviewed one does not say; empty when it stays within it. Less is always within: a value
 * that was not known at the review may turn out to be the old one. A reviewed value that was not known admits any
 * value, and a secret any secret, since plans hold secrets encrypted and the same one never looks the same twice.
 *
 * @param below the renamings of the layers below, whose names this layer's reviewed plan holds where it reads them
 */
export function exceedingOperations(
  reviewed: EnginePlan,
  now: EnginePlan,
  below: ReadonlyMap<string, string> = new Map(),
): string[] {
  const renamings: Renamings = new Map(below);
  for (const [urn, plan] of Object.entries(now.resourcePlans)) {
    noteRenamings(renamings, reviewed, urn, plan.goal?.inputDiff?.adds ?? {});
  }
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
    const inputs =
      steps.length === 0 ? [] : exceeding(renamings, allowed?.goal?.inputDiff, plan.goal?.inputDiff);
    const outputs =
      type === stackType ? exceeding(renamings, allowed?.goal?.outputDiff, plan.goal?.outputDiff) : [];
    return [
      ...inputs.map((key) => `another "${key}" of ${what} than was reviewed`),
      ...outputs.map((key) => `another output "${key}" than was reviewed`),
    ];
  });
}

/** An operation that an engine has begun and its plan does not say; undefined while it keeps to the plan. */
export function strayOperation(plan: EnginePlan, { op, urn, type }: StepMetadata): string | undefined {
  if (!changing.includes(op) || type === stackType || type === referenceType) return undefined;
  if (type.startsWith("pulumi:providers:")) return undefined;
  const steps = plan.resourcePlans[urn]?.steps ?? [];
  if (covers(steps, op)) return undefined;
  const planned = steps.length === 0 ? "nothing" : steps.join(", ");
  return `${op} of ${type} ${describeUrn(urn).name}, where ${planned} was planned`;
}

/** An update is within a reviewed replacement: what was not known has turned out to leave the resource in place. */
function covers(reviewed: readonly string[], step: string): boolean {
  return reviewed.includes(step) || (step === "update" && reviewed.includes("replace"));
}

/**
 * Notes what a new resource's made-up names are now. What a provider has filled in itself it lists in "__defaults"; the
 * only such texts that vary are names.
 *
 * @param after the resource's inputs, as a plan, a state or an event of the engine has them
 */
export function noteRenamings(
  renamings: Renamings,
  reviewed: EnginePlan,
  urn: string,
  after: Readonly<Record<string, unknown>>,
): void {
  const before = reviewed.resourcePlans[urn]?.goal?.inputDiff?.adds ?? {};
  const filledIn = [before["__defaults"], after["__defaults"]];
  const [first, second] = filledIn.map((names) => (Array.isArray(names) ? (names as unknown[]) : []));
  for (const key of first?.filter((name) => second?.includes(name)) ?? []) {
    const [old, current] = [before[String(key)], after[String(key)]];
    if (
      typeof old === "string" &&
      typeof current === "string" &&
      old !== current &&
      old !== unknownSentinel
    ) {
      renamings.set(old, current);
    }
  }
}

/** A reviewed value with the names of now in it, also inside texts such as policy documents. */
function rename(value: unknown, renamings: Renamings): unknown {
  if (typeof value === "string") {
    return [...renamings].reduce((text, [old, current]) => text.replaceAll(old, current), value);
  }
  if (Array.isArray(value)) return value.map((item) => rename(item, renamings));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [rename(key, renamings), rename(item, renamings)]),
  );
}

function exceeding(renamings: Renamings, reviewed: PlanDiff = {}, now: PlanDiff = {}): string[] {
  const allowed = rename({ ...reviewed.adds, ...reviewed.updates }, renamings) as Record<string, unknown>;
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
