import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { unknownValue } from "./properties.ts";
import type { Resource } from "./rule.ts";
import { identifiersOf, type StackResource } from "./stack.ts";

/** A resource before it is made, as the engine hands it to a policy. */
export function asResource({
  type,
  name,
  props,
}: Pick<ResourceValidationArgs, "type" | "name" | "props">): Resource {
  return { type, name, properties: plain(props) as Resource["properties"] };
}

/** A resource among those of its stack, as the engine hands them to a policy. */
export function asStackResource(resource: PolicyResource): StackResource {
  const { type, name, urn, props, propertyDependencies } = resource;
  const properties = plain(props) as Resource["properties"];
  return {
    ...{ type, name, properties, key: urn, identifiers: identifiersOf(properties) },
    madeFrom: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, from]) => [
        property,
        from.map((other) => other.urn),
      ]),
    ),
  };
}

/** The SDK's objects throw where a value is not known yet; secrets stay what they are, behind `value`. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => read(value, index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(value: object, key: PropertyKey): unknown {
  try {
    return plain((value as Record<PropertyKey, unknown>)[key]);
  } catch (error) {
    if (error instanceof Error && error.constructor.name === "UnknownValueError") return unknownValue;
    throw error;
  }
}
