import { entryOf } from "./catalogue/index.ts";
import type { Entry, Fabrication } from "./catalogue/entry.ts";
import { factsOf } from "./facts/resources.ts";
import type { Kind } from "./facts/resources.ts";
import { hashOf, isObject, unknownValue } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";
import type { Place, Store } from "./store.ts";

export interface FabricationRequest extends Place {
  readonly token: string;
  readonly name: string;
  readonly urn: string;
  readonly generation: number;
  readonly inputs: Properties;
  readonly store: Store;
}

/** What a catalogue entry makes ids from: always the same for one resource, never the same for its replacement. */
export function fabricationOf(request: FabricationRequest): Fabrication {
  const { token, name, account, region, inputs, store } = request;
  const hash = (salt: string, round: number): string =>
    hashOf(account, region, token, request.urn, request.generation, salt, round);
  const hex = (length: number, salt = ""): string => {
    let text = "";
    for (let round = 0; text.length < length; round++) text += hash(salt, round);
    return text.slice(0, length);
  };
  const pick = (alphabet: string, length: number, salt: string): string =>
    Array.from(
      { length },
      (_, index) =>
        alphabet[parseInt(hex(length * 4, salt).slice(index * 4, index * 4 + 4), 16) % alphabet.length],
    ).join("");
  return {
    token,
    name,
    account,
    region,
    inputs,
    store,
    hex,
    digits: (length, salt = "digits") => pick("0123456789", length, salt),
    letters: (length, salt = "letters") => pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length, salt),
    arn: (service, resource, options = {}) =>
      `arn:aws:${service}:${options.region ?? region}:${options.account ?? account}:${resource}`,
  };
}

/** The id of a type without an entry: its name, else hexadecimal digits. */
export function genericId(make: Fabrication): string {
  const name = make.inputs["name"];
  return typeof name === "string" ? name : `${kebabCase(typeNameOf(make.token))}-${make.hex(16)}`;
}

/** Everything the declarations promise, so that a program never finds `undefined` where the provider gives a value. */
export function outputsOf(entry: Entry, make: Fabrication & { readonly id: string }): Properties {
  const facts = factsOf(make.token);
  const outputs: Properties = {};
  for (const output of facts?.outputs ?? []) {
    if (!output.optional) outputs[output.name] = genericOutput(make, output.name, output.kind);
  }
  for (const input of facts?.inputs.values() ?? []) {
    if (input.computed && !input.name.endsWith("Prefix"))
      outputs[input.name] = genericOutput(make, input.name, input.kind);
  }
  for (const [name, value] of Object.entries(entry.outputs?.(make) ?? {})) {
    if (value === undefined) delete outputs[name];
    else outputs[name] = value;
  }
  return { ...outputs, ...completed(entry, withoutMarks(make.inputs), outputs) };
}

/** The inputs with the parts of their objects that AWS made up, taken from `made`. */
export function completed(entry: Entry | undefined, inputs: Properties, made: Properties): Properties {
  const result = { ...inputs };
  for (const [name, parts] of Object.entries(entry?.completes ?? {})) {
    const own = inputs[name];
    if (own !== undefined) result[name] = completedValue(own, made[name], parts);
  }
  return result;
}

/** `made` is like `own`, or one object for every item of a list. */
function completedValue(
  own: PropertyValue,
  made: PropertyValue | undefined,
  parts: readonly string[],
): PropertyValue {
  if (Array.isArray(own)) {
    return own.map((item, index) => completedValue(item, Array.isArray(made) ? made[index] : made, parts));
  }
  if (!isObject(own) || !isObject(made)) return own;
  return { ...Object.fromEntries(parts.map((part) => [part, made[part] ?? null])), ...own };
}

/** An object argument, or a list of them, without the parts that AWS made up and the program did not ask for. */
export function withoutCompletion(
  entry: Entry | undefined,
  name: string,
  value: PropertyValue,
  asked: PropertyValue | undefined,
): PropertyValue {
  const parts = entry?.completes?.[name];
  if (parts === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      withoutCompletion(entry, name, item, Array.isArray(asked) ? asked[index] : undefined),
    );
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([part]) => !parts.includes(part) || (isObject(asked) && part in asked)),
  );
}

/** At preview everything that AWS makes up is unknown, as with the real provider; inputs are themselves. */
export function plannedOutputsOf(token: string, inputs: Properties): Properties {
  const facts = factsOf(token);
  const outputs: Properties = {};
  for (const output of facts?.outputs ?? []) outputs[output.name] = unknownValue;
  for (const input of facts?.inputs.values() ?? []) {
    if (input.computed && !input.name.endsWith("Prefix")) outputs[input.name] = unknownValue;
  }
  const entry = entryOf(token);
  const unknownParts = Object.fromEntries(
    Object.entries(entry?.completes ?? {}).map(([name, parts]) => [
      name,
      Object.fromEntries(parts.map((part) => [part, unknownValue])),
    ]),
  );
  return { ...outputs, ...completed(entry, withoutMarks(inputs), unknownParts) };
}

/** A type without a region argument belongs to a service that has no regions. */
export function isGlobal(token: string): boolean {
  return factsOf(token)?.inputs.has("region") !== true;
}

export function withoutMarks(inputs: Properties): Properties {
  const { __defaults, ...rest } = inputs;
  return rest;
}

function genericOutput(make: Fabrication & { readonly id: string }, name: string, kind: Kind): PropertyValue {
  switch (kind) {
    case "b":
      return false;
    case "n":
      return 0;
    case "a":
      return [];
    case "m":
    case "o":
    case "x":
      return {};
    case "s":
      return genericString(make, name);
  }
}

function genericString(make: Fabrication & { readonly id: string }, name: string): string {
  const service = make.token.split(":")[1]?.split("/")[0] ?? "";
  switch (name) {
    case "arn":
      return make.id.startsWith("arn:")
        ? make.id
        : make.arn(
            service,
            `${kebabCase(typeNameOf(make.token))}/${make.id}`,
            make.region === "global" ? { region: "" } : {},
          );
    case "region":
      return make.region;
    case "ownerId":
    case "accountId":
    case "registryId":
    case "awsAccountId":
      return make.account;
    case "createdAt":
    case "createdDate":
    case "createDate":
    case "creationDate":
    case "createdTime":
      return "2026-01-01T00:00:00Z";
    default:
      return "";
  }
}

function typeNameOf(token: string): string {
  return token.split(":")[2] ?? token;
}

function kebabCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
