import { createHash } from "node:crypto";

/** A plain property value as the engine sends it: JSON plus the sentinel for what is not known yet. */
export type PropertyValue =
  string | number | boolean | null | PropertyValue[] | { [key: string]: PropertyValue };
export type Properties = Record<string, PropertyValue>;
export type Path = (string | number)[];

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go (signatures and sentinels of the wire format)
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const referenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownValues: ReadonlySet<unknown> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknown(value: unknown): boolean {
  return unknownValues.has(value);
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in a list property. */
export function objectsIn(properties: Properties, key: string): Properties[] {
  return [properties[key] ?? []].flat().filter(isObject);
}

/** The object that a text is in JSON; undefined where it is anything else. */
export function parseObject(text: string): Properties | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the value, or anything inside it, is not known yet. */
export function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (isObject(value)) return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}

/** Whether any text in the value, at any depth, is as asked. */
export function mentions(value: PropertyValue, isWanted: (text: string) => boolean): boolean {
  if (typeof value === "string") return isWanted(value);
  if (Array.isArray(value)) return value.some((item) => mentions(item, isWanted));
  return isObject(value) && Object.values(value).some((item) => mentions(item, isWanted));
}

/** Takes the secret marks off a value and tells where they were, so that they can be put back on the outputs. */
export function revealSecrets(
  value: unknown,
  path: Path = [],
  secretPaths: Path[] = [],
): { plain: PropertyValue; secretPaths: Path[] } {
  return { plain: reveal(value, path, secretPaths), secretPaths };
}

function reveal(value: unknown, path: Path, secretPaths: Path[]): PropertyValue {
  if (value === undefined || value === null) return null;
  if (isUnknown(value)) return unknownValue;
  if (Array.isArray(value)) return value.map((item, index) => reveal(item, [...path, index], secretPaths));
  if (!isObject(value)) return value as PropertyValue;
  const signature = value[signatureKey];
  if (signature === secretSignature) {
    secretPaths.push(path);
    return reveal(value["value"], path, secretPaths);
  }
  if (signature === referenceSignature) return value["id"] ?? value["urn"] ?? null;
  if (signature === outputSignature) {
    if (value["secret"] === true) secretPaths.push(path);
    return "value" in value ? reveal(value["value"], path, secretPaths) : unknownValue;
  }
  const plain: Properties = {};
  for (const [key, item] of Object.entries(value)) plain[key] = reveal(item, [...path, key], secretPaths);
  return plain;
}

/** Puts secret marks back where they were. */
export function hideSecrets(
  value: PropertyValue,
  secretPaths: readonly Path[],
  path: Path = [],
): PropertyValue {
  let hidden = value;
  if (Array.isArray(value))
    hidden = value.map((item, index) => hideSecrets(item, secretPaths, [...path, index]));
  else if (isObject(value)) {
    const copy: Properties = {};
    for (const [key, item] of Object.entries(value))
      copy[key] = hideSecrets(item, secretPaths, [...path, key]);
    hidden = copy;
  }
  const isSecret = secretPaths.some(
    (it) => it.length === path.length && it.every((step, index) => step === path[index]),
  );
  return isSecret && path.length > 0 ? { [signatureKey]: secretSignature, value: hidden } : hidden;
}

/** A reference to a resource, as components publish their children. */
export function referenceTo(urn: string, id: string): Properties {
  return { [signatureKey]: referenceSignature, urn, id };
}

export function hashOf(...parts: readonly (string | number)[]): string {
  return createHash("sha256").update(parts.join("\u0000")).digest("hex");
}
