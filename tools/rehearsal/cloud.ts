import { openBehaviour } from "./behaviour.ts";
import type { Behaviour, ResourceCall } from "./behaviour.ts";
import { entryOf } from "./catalogue/index.ts";
import type { Entry } from "./catalogue/entry.ts";
import {
  completed,
  fabricationOf,
  genericId,
  isGlobal,
  outputsOf,
  plannedOutputsOf,
  withoutCompletion,
  withoutMarks,
} from "./fabricate.ts";
import { factsOf } from "./facts/resources.ts";
import type { Login } from "./login.ts";
import { containsUnknown, isObject } from "./property-values.ts";
import type { Path, Properties } from "./property-values.ts";
import { alreadyExists, giveUpMessage, notFound, refusalFor } from "./refusal-wording.ts";
import { Refusal } from "./refusal.ts";
import { rules } from "./rules/index.ts";
import type { Operation, RuleRequest } from "./rules/rule.ts";
import type { Place, Store } from "./store.ts";
import { Unfinished } from "./unfinished.ts";

export interface CloudOptions {
  readonly store: Store;
  /** Whether one layer runs without those below it, so that what it refers to cannot be found. */
  readonly isOneLayer?: boolean;
  /** Latency and faults; by default there are none. */
  readonly behaviour?: Behaviour;
}

export interface ResourceRequest {
  readonly login: Login;
  readonly token: string;
  readonly name: string;
  readonly urn: string;
  /** Aborted when the engine cancels what it has asked for. */
  readonly signal?: AbortSignal | undefined;
}

export interface Cloud {
  readonly store: Store;
  create(
    request: ResourceRequest & { inputs: Properties; secretPaths: readonly Path[]; preview: boolean },
  ): Promise<{ id: string; properties: Properties }>;
  read(
    request: ResourceRequest & { id: string; inputs: Properties; olds: Properties },
  ): Promise<
    { id: string; properties: Properties; inputs: Properties; secretPaths: readonly Path[] } | undefined
  >;
  update(
    request: ResourceRequest & {
      id: string;
      inputs: Properties;
      olds: Properties;
      secretPaths: readonly Path[];
      preview: boolean;
    },
  ): Promise<Properties>;
  delete(request: ResourceRequest & { id: string; olds: Properties }): Promise<void>;
}

/** The accounts and what is in them: what AWS would do with a request, apart from how the request arrived. */
export function openCloud({ store, isOneLayer = false, behaviour = openBehaviour({}) }: CloudOptions): Cloud {
  const obey = (entry: Entry, request: RuleRequest): void => {
    for (const rule of rules) {
      if (!rule.operations.includes(request.operation) || !rule.tokens.includes(request.token)) continue;
      if (isOneLayer && rule.readsOtherLayers === true) continue;
      const message = rule.refuses(request);
      if (message !== undefined) throw refusalFor(entry, request.operation, request.name, rule.code, message);
    }
  };
  /** Waits until what AWS has accepted is there, or gives up on it, which leaves it there all the same. */
  const settle = async (
    call: ResourceCall & { operation: Operation },
    made: { id: string; properties: Properties; secretPaths: readonly Path[] },
  ): Promise<void> => {
    try {
      await behaviour.after(call, made);
    } catch (error) {
      const message = giveUpMessage(
        knownEntry(call.token),
        call.operation,
        made.id,
        (error as Error).message,
      );
      throw new Unfinished(made.id, made.properties, made.secretPaths, message);
    }
  };

  return {
    store,
    async create({ login, token, name, urn, inputs, secretPaths, preview, signal }) {
      const entry = knownEntry(token);
      if (preview || containsUnknown(inputs)) return { id: "", properties: plannedOutputsOf(token, inputs) };
      const call = { token, name, urn, operation: "create", inputs, signal } as const;
      await behaviour.before(call);
      const place = placeOf(login, token, inputs);
      obey(entry, { ...place, token, name, operation: "create", store, id: "", inputs, olds: {} });
      const generation = store.nextGeneration(`${place.account} ${place.region} ${urn}`);
      const make = fabricationOf({ ...place, token, name, urn, generation, inputs, store });
      const id = entry.id?.(make) ?? genericId(make);
      if (entry.overwrites !== true && store.get(token, place, id) !== undefined)
        throw alreadyExists(entry, id);
      const properties = { ...outputsOf(entry, { ...make, id }), id };
      store.put({ ...place, token, id, urn, properties, secretPaths });
      entry.created?.({ ...make, id });
      await settle(call, { id, properties, secretPaths });
      return { id, properties };
    },
    async read({ login, token, name, urn, id, inputs, olds, signal }) {
      await behaviour.before({ token, name, urn, operation: "read", inputs, signal });
      const found = store.get(token, placeOf(login, token, "region" in inputs ? inputs : olds), id);
      if (found === undefined) return undefined;
      return {
        id,
        properties: found.properties,
        inputs: inputsFrom(token, inputs, found.properties),
        secretPaths: found.secretPaths,
      };
    },
    async update({ login, token, name, urn, id, inputs, olds, secretPaths, preview, signal }) {
      const entry = knownEntry(token);
      const isPlan = preview || containsUnknown(inputs);
      const call = { token, name, urn, operation: "update", inputs, signal } as const;
      if (!isPlan) await behaviour.before(call);
      const place = placeOf(login, token, inputs);
      const found = store.get(token, place, id);
      const before = found?.properties ?? olds;
      const kept = Object.fromEntries(
        Object.entries(before).filter(([key]) => !isDroppedInput(token, key, inputs)),
      );
      const wanted = completed(entry, withoutMarks(inputs), before);
      if (isPlan) return { ...kept, ...wanted };
      if (found === undefined) throw notFound(entry, "updating", id);
      obey(entry, { ...place, token, name, operation: "update", store, id, inputs, olds: found.properties });
      const properties = {
        ...kept,
        ...wanted,
        ...entry.updated?.({ ...inputs }, found.properties),
      };
      store.put({ ...place, token, id, urn, properties, secretPaths });
      await settle(call, { id, properties, secretPaths });
      return properties;
    },
    async delete({ login, token, name, urn, id, olds, signal }) {
      const entry = knownEntry(token);
      const call = { token, name, urn, operation: "delete", inputs: olds, signal } as const;
      await behaviour.before(call);
      const place = placeOf(login, token, olds);
      const found = store.get(token, place, id);
      if (found === undefined) return;
      obey(entry, {
        ...place,
        token,
        name,
        operation: "delete",
        store,
        id,
        inputs: found.properties,
        olds: found.properties,
      });
      const make = fabricationOf({
        ...place,
        token,
        name,
        urn,
        generation: 0,
        inputs: found.properties,
        store,
      });
      entry.remains?.({ ...make, id, properties: found.properties });
      store.remove(found);
      await behaviour.after(call, found);
    },
  };
}

/** Where a resource lives, from its own region argument or else its provider's region. */
export function placeOf(login: Login, token: string, inputs: Properties): Place {
  if (isGlobal(token)) return { account: login.account, region: "global" };
  const region = inputs["region"];
  return {
    account: login.account,
    region: typeof region === "string" && region !== "" ? region : login.region,
  };
}

function knownEntry(token: string): Entry {
  const entry = entryOf(token);
  if (entry === undefined)
    throw new Refusal("UnknownType", `the stand-in AWS does not know the type "${token}"`);
  return entry;
}

function isDroppedInput(token: string, key: string, inputs: Properties): boolean {
  const input = factsOf(token)?.inputs.get(key);
  return input !== undefined && !input.computed && inputs[key] === undefined;
}

/** The inputs as they are in the account now; an import has none yet and takes all that are not made up by AWS. */
function inputsFrom(token: string, inputs: Properties, properties: Properties): Properties {
  const facts = factsOf(token);
  const isImport = Object.keys(inputs).length === 0;
  const found: Properties = { ...inputs };
  if (isImport) found["__defaults"] = [];
  for (const [key, value] of Object.entries(properties)) {
    const input = facts?.inputs.get(key);
    if (
      key === "tagsAll"
        ? !isImport && key in inputs
        : input !== undefined &&
          (key in inputs || (isImport ? !isEmpty(value) : !input.computed && !isEmpty(value)))
    ) {
      found[key] = withoutCompletion(entryOf(token), key, value, inputs[key]);
    }
  }
  for (const key of Object.keys(inputs)) if (key !== "__defaults" && !(key in properties)) delete found[key];
  return found;
}

function isEmpty(value: unknown): boolean {
  return (
    value === "" ||
    value === null ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}
