import { entryOf } from "./catalogue/index.ts";
import { factsOf } from "./facts/resources.ts";
import { isObject, isUnknown } from "./property-values.ts";
import type { Path, Properties, PropertyValue } from "./property-values.ts";
import { autoNameOf, isDefaulted } from "./resource-check.ts";

export type Change = "add" | "update" | "delete";

export interface ResourceDiff {
  readonly changes: readonly { readonly path: string; readonly change: Change; readonly replaces: boolean }[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Compares inputs as the provider plans: which properties change and whether that replaces the resource. */
export function diffInputs(
  token: string,
  olds: Properties,
  news: Properties,
  ignoreChanges: readonly string[] = [],
): ResourceDiff {
  const facts = factsOf(token);
  const entry = entryOf(token);
  const createOnly = (property: string): boolean =>
    entry?.mutable?.includes(property) !== true &&
    (property === "region" ||
      facts?.inputs.get(property)?.createOnly === true ||
      entry?.createOnly?.includes(property) === true);

  const changes: { path: string; change: Change; replaces: boolean }[] = [];
  for (const property of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    if (property === "__defaults" || ignoreChanges.includes(property)) continue;
    for (const found of compare(olds[property], news[property], [property])) {
      changes.push({ path: renderPath(found.path), change: found.change, replaces: createOnly(property) });
    }
  }
  const replaces = [
    ...new Set(changes.filter((it) => it.replaces).map((it) => it.path.split(/[.[]/)[0] ?? "")),
  ];
  return {
    changes,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && mustDeleteFirst(token, olds, news),
  };
}

/** A fixed unique name cannot exist twice, so the provider deletes the old resource first. */
function mustDeleteFirst(token: string, olds: Properties, news: Properties): boolean {
  const facts = factsOf(token);
  const entry = entryOf(token);
  if (entry?.deleteBeforeReplace === true) return true;
  if (facts === undefined || entry === undefined) return false;
  const property = autoNameOf(entry, facts)?.property;
  return (
    property !== undefined &&
    news[property] !== undefined &&
    news[property] === olds[property] &&
    !isDefaulted(news, property)
  );
}

function compare(
  old: PropertyValue | undefined,
  next: PropertyValue | undefined,
  path: Path,
): { path: Path; change: Change }[] {
  const oldEmpty = old === undefined || old === null;
  const nextEmpty = next === undefined || next === null;
  if (oldEmpty && nextEmpty) return [];
  if (oldEmpty) return [{ path, change: "add" }];
  if (nextEmpty) return [{ path, change: "delete" }];
  if (Array.isArray(old) && Array.isArray(next)) {
    const [before, after] = isSet(path) ? [sorted(old), sorted(next)] : [old, next];
    return compareKeys(before.length > after.length ? before.keys() : after.keys(), (key) =>
      compare(before[key], after[key], [...path, key]),
    );
  }
  if (isObject(old) && isObject(next)) {
    return compareKeys(new Set([...Object.keys(old), ...Object.keys(next)]), (key) =>
      compare(old[key], next[key], [...path, key]),
    );
  }
  return isEqualScalar(old, next) ? [] : [{ path, change: "update" }];
}

function compareKeys<K>(
  keys: Iterable<K>,
  step: (key: K) => { path: Path; change: Change }[],
): { path: Path; change: Change }[] {
  return [...keys].flatMap(step);
}

function isEqualScalar(old: PropertyValue, next: PropertyValue): boolean {
  if (isUnknown(next) || isUnknown(old)) return false;
  if (old === next) return true;
  if (typeof old === "object" || typeof next === "object") return false;
  if (String(old) === String(next)) return true;
  // Policies are compared as documents: their white space and key order mean nothing to AWS.
  return looksLikeJson(old) && looksLikeJson(next) && canonicalJson(old) === canonicalJson(next);
}

function looksLikeJson(value: PropertyValue): value is string {
  return typeof value === "string" && /^\s*[{[]/.test(value);
}

function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sortKeys(JSON.parse(text) as PropertyValue));
  } catch {
    return text;
  }
}

function sortKeys(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key] ?? null)]),
  );
}

/** The provider declares lists of references as sets: their order is no difference. */
function isSet(path: Path): boolean {
  return /(Ids|Arns|Zones|Identifiers|SecurityGroups|Subnets|[sS]cidrs|CidrBlocks|Emails)$/.test(
    String(path.at(-1)),
  );
}

function sorted(values: PropertyValue[]): PropertyValue[] {
  return [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function renderPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (/^[A-Za-z_$][\w$]*$/.test(step)) return index === 0 ? step : `.${step}`;
      return `["${step.replaceAll('"', '\\"')}"]`;
    })
    .join("");
}
