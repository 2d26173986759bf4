import type { Problem, Resource } from "./rule.ts";

/** Stands for a value that only an update will tell; a rule never holds it against a resource. */
export const unknownValue: unique symbol = Symbol("unknown");

/** What a property has to be. */
export interface Expectation {
  readonly wanted: string;
  holds(value: unknown): boolean;
}

/**
 * Compares one property with what it has to be. Nothing is said about what is not known yet.
 *
 * @param path such as "serverSideEncryption.rules.0.kmsKeyId"
 */
export function expectProperty(
  { properties }: Pick<Resource, "properties">,
  path: string,
  { wanted, holds }: Expectation,
): Problem | undefined {
  const value = valueAt(properties, path);
  if (value === unknownValue || holds(value)) return undefined;
  return `${path} is wrong, expected ${wanted}, got ${show(value)}`;
}

/** The value at a path; unknown where anything on the way is. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((part, step) => {
    if (part === unknownValue || typeof part !== "object" || part === null)
      return part === unknownValue ? part : undefined;
    return (part as Record<string, unknown>)[step];
  }, value);
}

/** The items of a list at a path; none where there is no list, or it is not known yet. */
export function listAt(value: unknown, path: string): readonly Readonly<Record<string, unknown>>[] {
  const list = valueAt(value, path);
  return Array.isArray(list)
    ? list.filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null)
    : [];
}

/** Whether anything in a value is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** Pulumi has booleans and numbers as text in some properties. */
export function is(wanted: boolean | number | string): Expectation {
  return { wanted: show(wanted), holds: (value) => String(value) === String(wanted) };
}

export function isNot(refused: boolean | number | string): Expectation {
  return { wanted: `anything but ${show(refused)}`, holds: (value) => String(value) !== String(refused) };
}

export function isOneOf(...wanted: readonly string[]): Expectation {
  return {
    wanted: `one of ${wanted.map(show).join(", ")}`,
    holds: (value) => wanted.includes(value as string),
  };
}

export function isAtLeast(least: number): Expectation {
  return { wanted: `at least ${least}`, holds: (value) => Number(value) >= least };
}

export function isBetween(least: number, most: number): Expectation {
  return {
    wanted: `${least} to ${most}`,
    holds: (value) => Number(value) >= least && Number(value) <= most,
  };
}

/** A text or list that is not empty, or anything else that is there. */
export function isSet(what: string): Expectation {
  return {
    wanted: what,
    holds: (value) =>
      value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
  };
}

export function matches(pattern: RegExp, wanted: string): Expectation {
  return { wanted, holds: (value) => typeof value === "string" && pattern.test(value) };
}

export function includes(...wanted: readonly string[]): Expectation {
  return {
    wanted: `a list with ${wanted.map(show).join(" and ")}`,
    holds: (value) => Array.isArray(value) && wanted.every((item) => value.includes(item)),
  };
}

/** The first of several problems. */
export function firstOf(...problems: readonly (Problem | undefined)[]): Problem | undefined {
  return problems.find((problem) => problem !== undefined);
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  return value === undefined || value === null ? "nothing" : JSON.stringify(value);
}
