import { UserError } from "../errors.ts";
import { suggest } from "../plan.ts";
import { factsOf, type Kind } from "./facts/resources.ts";
import { isObject } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";
import type { StoredResource } from "./store.ts";

/** What somebody sees of one stack's resources who looks at the account itself. */
export function resourcesOf(
  resources: readonly StoredResource[],
  project: string,
  stack: string,
): StoredResource[] {
  return resources
    .filter(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::${project}::`))
    .sort((one, other) => shortName(one).localeCompare(shortName(other)));
}

/** "ec2.Vpc/net": type and logical name. */
export function shortName({ token, urn }: StoredResource): string {
  const [, module = "", type = ""] = token.split(":");
  return `${module.split("/")[0]}.${type}/${nameOf(urn)}`;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/**
 * The resource that a person means by its logical name, "ec2.Vpc/net" or its id.
 *
 * @throws UserError when there is none or more than one
 */
export function findResource(resources: readonly StoredResource[], wanted: string): StoredResource {
  const found = resources.filter(
    (resource) => resource.id === wanted || shortName(resource) === wanted || nameOf(resource.urn) === wanted,
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw new UserError(`"${wanted}" is not clear, expected one of ${found.map(shortName).join(", ")}`, {
      remedy: "write it with its type",
    });
  }
  const known = resources.flatMap((resource) => [nameOf(resource.urn), shortName(resource)]);
  throw new UserError(`the layer has no resource "${wanted}" in the stand-in AWS`, {
    remedy: suggest(wanted, known) ?? "see what there is with: rollout rehearsal list <layer>",
  });
}

/**
 * The resource after one change made by hand, such as "instanceClass=db.t4g.large", "multiAz=true", "tags.Owner=bob"
 * or "ingress=[]"; "=null" takes a property away.
 *
 * @throws UserError when the type has no such argument, or not with such a value
 */
export function editResource(resource: StoredResource, change: string): StoredResource {
  const [, path = "", text = ""] = /^([^=]+)=(.*)$/s.exec(change) ?? [];
  if (path === "") {
    throw new UserError(`the change "${change}" is not understood, expected <property>=<value>`, {
      remedy: "write it such as: tags.Owner=bob",
    });
  }
  const [property = "", ...steps] = path.split(".");
  const kind = kindOf(resource, property);
  const value = valueOf(steps.length === 0 ? kind : undefined, text, change);
  const isTag = property === "tags" && "tagsAll" in resource.properties;
  const properties = isTag
    ? set(set(resource.properties, ["tags", ...steps], value, change), ["tagsAll", ...steps], value, change)
    : set(resource.properties, [property, ...steps], value, change);
  return { ...resource, properties };
}

function kindOf(resource: StoredResource, property: string): Kind {
  const facts = factsOf(resource.token);
  const input = facts?.inputs.get(property);
  if (input !== undefined) return input.kind;
  if (facts?.outputs.some(({ name }) => name === property) === true) {
    throw new UserError(`"${property}" of ${shortName(resource)} is made by AWS, expected an argument`, {
      remedy: "change one of its arguments",
    });
  }
  const known = [...(facts?.inputs.keys() ?? [])];
  throw new UserError(
    `${shortName(resource)} has no property "${property}", expected an argument of ${resource.token}`,
    { remedy: suggest(property, known) ?? `it has ${known.sort().join(", ")}` },
  );
}

/** Inside an object nothing is known of the types, so what reads as JSON is JSON. */
function valueOf(kind: Kind | undefined, text: string, change: string): PropertyValue {
  if (text === "null") return null;
  if (kind === "s") return text;
  const parsed = parseJson(text);
  if (kind === undefined) return parsed ?? text;
  const isFit = { n: typeof parsed === "number", b: typeof parsed === "boolean", a: Array.isArray(parsed) };
  if (kind === "n" || kind === "b" || kind === "a" ? isFit[kind] : isObject(parsed)) return parsed ?? null;
  const expected = { n: "a number", b: "true or false", a: "a JSON list" };
  throw new UserError(
    `the change "${change}" has the wrong value, expected ${kind === "n" || kind === "b" || kind === "a" ? expected[kind] : "a JSON object"}, got "${text}"`,
    { remedy: "see what it is now with: rollout rehearsal show <layer> <resource>" },
  );
}

function parseJson(text: string): PropertyValue | undefined {
  try {
    return JSON.parse(text) as PropertyValue;
  } catch {
    return undefined;
  }
}

function set(object: Properties, path: readonly string[], value: PropertyValue, change: string): Properties {
  const [step = "", ...rest] = path;
  if (rest.length === 0) {
    const { [step]: _before, ...others } = object;
    return value === null ? others : { ...others, [step]: value };
  }
  const inner = object[step] ?? {};
  if (!isObject(inner)) {
    throw new UserError(`the change "${change}" goes into "${step}", which is no object`, {
      remedy: `give the whole value as JSON: ${step}=…`,
    });
  }
  return { ...object, [step]: set(inner, rest, value, change) };
}
