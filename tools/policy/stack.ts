import { unknownValue, valueAt } from "./properties.ts";
import type { Resource } from "./rule.ts";

/** A resource of a stack, with how others can name it and what it has been made from. */
export interface StackResource extends Resource {
  /** Its id, ARN, URL and names, as far as they are known. */
  readonly identifiers: readonly string[];
  /** The resources that each property was made from, where whoever gives the stack knows it. */
  readonly madeFrom: Readonly<Record<string, readonly string[]>>;
  /** What `madeFrom` names it by. */
  readonly key: string;
}

/** All that a stack has, as the rules about relations ask for it. */
export interface Stack {
  all(...types: readonly string[]): readonly StackResource[];
  /** The resources of a type whose property points at another resource. */
  pointingAt(target: StackResource, type: string, property: string): readonly StackResource[];
}

/** Properties by which one resource names another. */
const identifying = ["id", "arn", "bucket", "name", "url", "repository"] as const;

/** What a resource can be named by, from its properties. */
export function identifiersOf(properties: Resource["properties"]): string[] {
  return identifying.flatMap((property) => {
    const value = properties[property];
    return typeof value === "string" && value !== "" ? [value] : [];
  });
}

/** Opens a list of resources to questions about relations. */
export function openStack(resources: readonly StackResource[]): Stack {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const all = (...types: readonly string[]) => types.flatMap((type) => byType.get(type) ?? []);
  return {
    all,
    pointingAt: (target, type, property) =>
      all(type).filter((candidate) => pointsAt(candidate, property, target)),
  };
}

/**
 * Whether a program gives a property a value. In a preview AWS may still choose one for what is left out, so that it is
 * unknown either way; only a value that a program gives was made from something.
 */
export function isGiven({ properties, madeFrom }: StackResource, property: string): boolean {
  const value = properties[property];
  if (value === unknownValue) return (madeFrom[property] ?? []).length > 0;
  return value !== undefined && value !== null && value !== "";
}

/** Before the first update ids are unknown, and only what a value was made from tells where it points. */
function pointsAt(from: StackResource, property: string, target: StackResource): boolean {
  const root = property.split(".")[0] ?? property;
  if (from.madeFrom[root]?.includes(target.key) === true) return true;
  const value = valueAt(from.properties, property);
  return target.identifiers.some((identifier) => mentions(value, identifier));
}

function mentions(value: unknown, identifier: string): boolean {
  if (typeof value === "string") return value === identifier || value.includes(`"${identifier}"`);
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((part) => mentions(part, identifier))
  );
}
