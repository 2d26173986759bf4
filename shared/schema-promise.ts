/** A JSON Schema without its annotations. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** One way in which a schema promises less than another did. */
export interface Weakening {
  kind: "removed" | "renamed" | "retyped" | "weakened";
  /** Where, such as "db.port", "azs[]" or "services.*.url". */
  path: string;
  detail: string;
}

/**
 * Finds what a reader could rely on before and cannot after: values that `after` admits and `before` did not, and
 * parts that are gone. Admitting fewer values takes nothing from a reader, nor do further properties of an object.
 * Two patterns cannot be compared by what they match, so another pattern counts as less; a rule written as code
 * (`refine`) counts only by its presence.
 */
export function findWeakenings(before: JsonSchema, after: JsonSchema, path: string): Weakening[] {
  if (sameSchema(before, after)) return [];
  const [olds, news] = [alternativesOf(before), alternativesOf(after)];
  const [onlyOld, onlyNew] = [olds[0], news[0]];
  if (olds.length === 1 && news.length === 1 && onlyOld !== undefined && onlyNew !== undefined) {
    return compareConjuncts(onlyOld, onlyNew, path);
  }
  const extra = news.filter((one) => !olds.some((old) => compareConjuncts(old, one, path).length === 0));
  if (extra.length === 0) return [];
  const kinds = new Set(olds.map(typeOf));
  if (!news.some((one) => kinds.has(typeOf(one)))) return [retyped(before, after, path)];
  return extra.flatMap((one) => {
    const alike = olds.filter((old) => typeOf(old) === typeOf(one));
    const [old] = alike;
    if (alike.length === 1 && old !== undefined) return compareConjuncts(old, one, path);
    return [{ kind: "weakened" as const, path, detail: `may now also be ${describe(one)}` }];
  });
}

export function sameSchema(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

type Schema = Readonly<Record<string, unknown>>;

/** Every part of what was promised has to follow from a part of what is promised now. */
function compareConjuncts(before: Schema, after: Schema, path: string): Weakening[] {
  const [promised, given] = [conjunctsOf(before), conjunctsOf(after)];
  if (promised.length === 1 && given.length === 1) return compareOne(before, after, path);
  const faults = promised.flatMap((part) => {
    const found = given.map((other) => findWeakenings(part, other, path));
    return found.some((some) => some.length === 0) ? [] : (found[0] ?? []);
  });
  return faults.filter((fault, at) => faults.findIndex((other) => sameSchema(other, fault)) === at);
}

function compareOne(before: Schema, after: Schema, path: string): Weakening[] {
  const weaker = (detail: string): Weakening => ({ kind: "weakened", path, detail });
  if (Object.keys(before).length === 0 || sameSchema(before, after)) return [];
  if ("$ref" in before || "$ref" in after || !sameSchema(before["$defs"], after["$defs"])) {
    return [weaker("refers to another schema")];
  }
  const [was, is] = [typeOf(before), typeOf(after)];
  if (was !== undefined && is === undefined) return [weaker("may now be anything")];
  if (was === "integer" && is === "number") return [weaker("may now be a fraction")];
  if (was !== undefined && was !== is && !(was === "number" && is === "integer")) {
    return [retyped(before, after, path)];
  }
  const [oldValues, newValues] = [valuesOf(before), valuesOf(after)];
  if (oldValues !== undefined) {
    if (newValues === undefined) return [weaker(`may now be other than ${showAll(oldValues)}`)];
    const extra = newValues.filter((value) => !oldValues.some((old) => sameSchema(old, value)));
    return extra.length === 0 ? [] : [weaker(`may now also be ${showAll(extra)}`)];
  }
  if (newValues?.every((value) => matchesPattern(before, value)) === true) return [];
  return [
    ...compareRules(before, after).map(weaker),
    ...compareItems(before, after, path),
    ...compareProperties(before, after, path),
  ];
}

const lowerLimits = ["minLength", "minItems", "minProperties", "refinements"];
const upperLimits = ["maxLength", "maxItems", "maxProperties"];
const exactRules = ["pattern", "patternFlags", "format", "contentEncoding", "multipleOf", "uniqueItems"];

function compareRules(before: Schema, after: Schema): string[] {
  const show = (value: unknown): string => (value === undefined ? "none" : JSON.stringify(value));
  const changed = (rule: string): string => `has ${rule} ${show(after[rule])}, had ${show(before[rule])}`;
  const number = (schema: Schema, rule: string, missing: number): number =>
    (schema[rule] as number | undefined) ?? missing;
  const exact = exactRules.filter((rule) =>
    rule === "patternFlags"
      ? before["pattern"] !== undefined && before[rule] !== after[rule]
      : before[rule] !== undefined && !sameSchema(before[rule], after[rule]),
  );
  const lower = lowerLimits.filter((rule) => number(after, rule, 0) < number(before, rule, 0));
  const upper = upperLimits.filter((rule) => number(after, rule, Infinity) > number(before, rule, Infinity));
  return [
    ...[...exact, ...lower, ...upper].map(changed),
    ...(reaches(before, after, "Minimum") ? ["may now be smaller"] : []),
    ...(reaches(before, after, "Maximum") ? ["may now be larger"] : []),
  ];
}

/** Whether `after` admits numbers beyond the limit of `before`. */
function reaches(before: Schema, after: Schema, limit: "Minimum" | "Maximum"): boolean {
  const sign = limit === "Maximum" ? 1 : -1;
  const read = (schema: Schema): { at: number; open: boolean } => {
    const [closed, open] = [limit.toLowerCase(), `exclusive${limit}`].map(
      (rule) => sign * ((schema[rule] as number | undefined) ?? sign * Infinity),
    ) as [number, number];
    return open <= closed && open !== Infinity ? { at: open, open: true } : { at: closed, open: false };
  };
  const [old, now] = [read(before), read(after)];
  return now.at > old.at || (now.at === old.at && old.open && !now.open);
}

function compareItems(before: Schema, after: Schema, path: string): Weakening[] {
  const [olds, news] = [listOf(before["prefixItems"]), listOf(after["prefixItems"])];
  if (olds.length !== news.length) return [retyped(before, after, path)];
  return [
    ...olds.flatMap((old, at) => findWeakenings(old, news[at] ?? true, `${path}[${at}]`)),
    ...findWeakenings(
      (before["items"] as JsonSchema | undefined) ?? {},
      (after["items"] as JsonSchema | undefined) ?? {},
      `${path}[]`,
    ),
  ];
}

function compareProperties(before: Schema, after: Schema, path: string): Weakening[] {
  const [olds, news] = [propertiesOf(before), propertiesOf(after)];
  const [oldRest, newRest] = [restOf(before), restOf(after)];
  const always = (schema: Schema, name: string): boolean =>
    ((schema["required"] as string[] | undefined) ?? []).includes(name);
  const faults: Weakening[] = [];
  for (const name of new Set([
    ...Object.keys(olds),
    ...((before["required"] as string[] | undefined) ?? []),
  ])) {
    const at = `${path}.${name}`;
    const [old, now] = [olds[name] ?? oldRest ?? {}, news[name] ?? newRest];
    if (now === undefined) {
      const heir = Object.keys(news).find((other) => !(other in olds) && sameSchema(news[other], old));
      if (heir === undefined) faults.push({ kind: "removed", path: at, detail: "is gone" });
      else faults.push({ kind: "renamed", path: at, detail: `is gone, likely renamed to "${heir}"` });
      continue;
    }
    if (always(before, name) && !always(after, name)) {
      faults.push({ kind: "weakened", path: at, detail: "may now be absent" });
    }
    faults.push(...findWeakenings(old, now, at));
  }
  if (oldRest === undefined) return faults;
  for (const [name, now] of Object.entries(news)) {
    if (!(name in olds)) faults.push(...findWeakenings(oldRest, now, `${path}.${name}`));
  }
  if (after["additionalProperties"] === false) return faults;
  const names = (schema: Schema): JsonSchema => (schema["propertyNames"] as JsonSchema | undefined) ?? {};
  return [
    ...faults,
    ...findWeakenings(oldRest, newRest ?? {}, `${path}.*`),
    ...findWeakenings(names(before), names(after), `${path} (names)`),
  ];
}

function retyped(before: JsonSchema, after: JsonSchema, path: string): Weakening {
  const show = (schema: JsonSchema): string => alternativesOf(schema).map(describe).join(" or ");
  return { kind: "retyped", path, detail: `is ${show(after)}, was ${show(before)}` };
}

/** What all has to hold at once, each with what is said beside it. */
function conjunctsOf(schema: JsonSchema): JsonSchema[] {
  if (typeof schema === "boolean" || !Array.isArray(schema["allOf"])) return [schema];
  const { allOf, ...own } = schema;
  return (allOf as JsonSchema[])
    .flatMap(conjunctsOf)
    .map((part) => (typeof part === "boolean" ? part : { ...own, ...part }));
}

function alternativesOf(schema: JsonSchema): Schema[] {
  if (typeof schema === "boolean") return schema ? [{}] : [];
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return (choices as JsonSchema[]).flatMap(alternativesOf);
  const { type } = schema;
  return Array.isArray(type) ? type.map((one: unknown) => ({ ...schema, type: one })) : [schema];
}

function typeOf(schema: Schema): string | undefined {
  if (typeof schema["type"] === "string") return schema["type"];
  const types = new Set(valuesOf(schema)?.map((value) => (value === null ? "null" : typeof value)));
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

function valuesOf(schema: Schema): unknown[] | undefined {
  if ("const" in schema) return [schema["const"]];
  return schema["enum"] as unknown[] | undefined;
}

function matchesPattern(schema: Schema, value: unknown): boolean {
  const { pattern, patternFlags } = schema as { pattern?: string; patternFlags?: string };
  return pattern === undefined || new RegExp(pattern, patternFlags).test(String(value));
}

function propertiesOf(schema: Schema): Readonly<Record<string, JsonSchema>> {
  return (schema["properties"] as Record<string, JsonSchema> | undefined) ?? {};
}

/** What all properties without a name of their own are; undefined where there are none or nothing is said of them. */
function restOf(schema: Schema): JsonSchema | undefined {
  const rest = schema["additionalProperties"];
  return typeof rest === "object" && rest !== null && Object.keys(rest).length > 0
    ? (rest as JsonSchema)
    : undefined;
}

function listOf(value: unknown): JsonSchema[] {
  return (value as JsonSchema[] | undefined) ?? [];
}

function describe(schema: Schema): string {
  const values = valuesOf(schema);
  return values === undefined ? (typeOf(schema) ?? "anything") : showAll(values);
}

function showAll(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "undefined";
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}
