import { shortType, type Planned, type PlannedResource } from "./planned.ts";

/** One thing that a system asks for, and where it is configured. */
export interface Feature {
  feature: string;
  /** The layers that give it; "all" where each does its part; empty where none has to. */
  layers: readonly string[] | "all";
  /** Configuration keys, "*" standing for a name that the product gives. */
  keys: readonly string[];
}

export type Features<Id extends string = string> = Readonly<Record<Id, Feature>>;

/** Why a feature is believed to work. */
export type Evidence =
  | { kind: "shown"; claims: Readonly<Record<string, readonly Claim[]>>; see: readonly string[] }
  | { kind: "documented"; by: "the application" | "people" | "something else"; where: string };

/** Features by id, each as its sentence, its layers and its configuration keys. */
export function defineFeatures<Id extends string>(
  rows: Readonly<
    Record<Id, readonly [feature: string, layers: readonly string[] | "all", ...keys: string[]]>
  >,
): Features<Id> {
  const entries = Object.entries(rows) as [Id, [string, readonly string[] | "all", ...string[]]][];
  return Object.fromEntries(
    entries.map(([id, [feature, layers, ...keys]]) => [id, { feature, layers, keys }]),
  ) as Record<string, Feature> as Features<Id>;
}

/** One piece of evidence for every feature; one that is missing, or one for nothing, does not compile. */
export function proveFeatures<Id extends string>(
  _features: Features<Id>,
  evidence: Readonly<Record<NoInfer<Id>, Evidence>>,
): Readonly<Record<string, Evidence>> {
  return evidence;
}

/** What must be true of a planned product; each is one sentence in the documentation. */
export type Claim =
  | { kind: "has"; type: string; inputs: Expected; name?: string; times?: number }
  | { kind: "lacks"; type: string; inputs: Expected }
  | { kind: "publishes"; layer: string; outputs: Expected };

export type Expected = Readonly<Record<string, unknown>>;

/**
 * The claims by scenario: a profile ("prod"), its first rollout ("prod, nothing pushed yet"), or a variant's name.
 *
 * @param see files of the repository, or headings in them, where there is more to it
 */
export function shown(claims: Readonly<Record<string, readonly Claim[]>>, ...see: string[]): Evidence {
  return { kind: "shown", claims, see };
}

/** The application's own business; the page says what the infrastructure gives it for that. */
export function application(where: string): Evidence {
  return { kind: "documented", by: "the application", where };
}

/** What people do, by a documented step or a command. */
export function byHand(where: string): Evidence {
  return { kind: "documented", by: "people", where };
}

/** What AWS does not allow as it was asked for, or what has been replaced; the page says by what. */
export function instead(where: string): Evidence {
  return { kind: "documented", by: "something else", where };
}

/** At least one resource of a type ("ec2.Vpc") with these inputs, or exactly `times`. */
export function has(
  type: string,
  inputs: Expected = {},
  { name, times }: { name?: string; times?: number } = {},
): Claim {
  return {
    kind: "has",
    type,
    inputs,
    ...(name !== undefined && { name }),
    ...(times !== undefined && { times }),
  };
}

/** No resource of a type with these inputs. */
export function lacks(type: string, inputs: Expected = {}): Claim {
  return { kind: "lacks", type, inputs };
}

/** A layer's contract carries these outputs. */
export function publishes(layer: string, outputs: Expected): Claim {
  return { kind: "publishes", layer, outputs };
}

/** Says what is wrong with a claim, or nothing. Only resources of the feature's own layers count. */
export function checkClaim(claim: Claim, feature: Feature, planned: Planned): string | undefined {
  if (claim.kind === "publishes") {
    const outputs = planned.outputs[claim.layer];
    return matches(outputs, claim.outputs)
      ? undefined
      : `expected ${describeClaim(claim)}, got ${inline(pick(outputs ?? {}, claim.outputs))}`;
  }
  const candidates = planned.resources.filter(
    ({ layer, type }) =>
      shortType(type) === claim.type && (feature.layers === "all" || feature.layers.includes(layer)),
  );
  const found = candidates.filter(
    ({ name, inputs }) =>
      (claim.kind === "lacks" || claim.name === undefined || claim.name === name) &&
      matches(inputs, claim.inputs),
  );
  const isTrue =
    claim.kind === "lacks"
      ? found.length === 0
      : claim.times === undefined
        ? found.length > 0
        : found.length === claim.times;
  return isTrue
    ? undefined
    : `expected ${describeClaim(claim)}, got ${found.length} of ${inline(candidates.map(summary(claim.inputs)))}`;
}

const summary = (expected: Expected) => (resource: PlannedResource) => ({
  [resource.name]: pick(resource.inputs, expected),
});

function pick(values: Readonly<Record<string, unknown>>, expected: Expected): Record<string, unknown> {
  return Object.fromEntries(Object.keys(expected).map((key) => [key, values[key]]));
}

/**
 * Whether a value is what is expected: objects have at least the expected keys, lists at least one item for each
 * expected one (none where none is expected), a pattern is searched in text and in anything else as JSON. `undefined`
 * expects nothing to be there.
 */
export function matches(actual: unknown, expected: unknown): boolean {
  if (expected instanceof RegExp)
    return (
      actual !== undefined && expected.test(typeof actual === "string" ? actual : JSON.stringify(actual))
    );
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return false;
    if (expected.length === 0) return actual.length === 0;
    return expected.every((item) => actual.some((one) => matches(one, item)));
  }
  if (expected !== null && typeof expected === "object") {
    return (
      actual !== null &&
      typeof actual === "object" &&
      Object.entries(expected).every(([key, item]) => matches((actual as Record<string, unknown>)[key], item))
    );
  }
  return Object.is(actual, expected);
}

/** A claim as a person reads it: "2 ec2.NatGateway", "rds.Instance with multiAz true". */
export function describeClaim(claim: Claim): string {
  if (claim.kind === "publishes") return `${claim.layer} publishes ${inputsOf(claim.outputs)}`;
  const inputs = Object.keys(claim.inputs).length === 0 ? "" : ` with ${inputsOf(claim.inputs)}`;
  if (claim.kind === "lacks") return `no ${claim.type}${inputs}`;
  const times = claim.times === undefined ? "" : `${claim.times} `;
  const name = claim.name === undefined ? "" : ` "${claim.name}"`;
  return `${times}${claim.type}${name}${inputs}`;
}

function inputsOf(expected: Expected): string {
  return Object.entries(expected)
    .map(([key, value]) => `${key} ${inline(value)}`)
    .join(", ");
}

function inline(value: unknown): string {
  if (value === undefined) return "absent";
  if (value instanceof RegExp) return `/${value.source}/`;
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${inline(item)}`)
      .join(", ")} }`;
  }
  return JSON.stringify(value);
}
