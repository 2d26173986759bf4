import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import {
  checkValue,
  contractMetadata,
  digestOf,
  metadataOutput,
  secretDigestOutput,
  type Contract,
  type ContractMetadata,
  type OutputValues,
  type ReadRecord,
  type ValueFault,
} from "./contract.ts";
import { recordedOutputs } from "./contract-shape.ts";
import { environmentVariable } from "./environment.ts";
import { plannedOutputsVariable, type PlannedOutputs } from "./planned-outputs.ts";

/** What a reader gets: one Output for each output of the contract, secret where the published one is. */
export type Upstream<C extends Contract> = {
  readonly [K in keyof C["outputs"]]: pulumi.Output<z.output<C["outputs"][K]>>;
};

/** A value whose parts may be Outputs at any depth. */
export type DeepInput<T> = pulumi.Input<
  T extends readonly (infer Item)[]
    ? readonly DeepInput<Item>[]
    : T extends object
      ? { [K in keyof T]: DeepInput<T[K]> }
      : T
>;

/**
 * A value as far as a preview knows it: its structure is plain, and a part that is not known yet is an unknown Output.
 * In an update everything is known. `partsOf` tells a known structure from an unknown one.
 */
export type Known<T> = T extends object
  ? KnownParts<T> | pulumi.Output<T>
  : T extends undefined
    ? undefined
    : pulumi.Input<T>;

export type KnownParts<T extends object> = T extends readonly (infer Item)[]
  ? readonly Known<Item>[]
  : { readonly [K in keyof T]: Known<T[K]> };

/** A value whose structure is known; undefined where not even that is, or where there is no value. */
export function partsOf<V>(value: V): Exclude<V, pulumi.OutputInstance<unknown> | undefined> | undefined {
  return value === undefined || pulumi.Output.isInstance(value) ? undefined : (value as never);
}

/** What a layer hands to `publish`: every output of its contract and no other. */
export type Published<C extends Contract> = {
  [K in keyof OutputValues<C> as undefined extends OutputValues<C>[K] ? never : K]: DeepInput<
    OutputValues<C>[K]
  >;
} & {
  [K in keyof OutputValues<C> as undefined extends OutputValues<C>[K] ? K : never]?:
    DeepInput<OutputValues<C>[K]> | undefined;
};

/** An upstream's outputs or a layer's own break their contract. Printed without a stack: the message is for the person at the terminal. */
export class ContractError extends pulumi.RunError {}

/** A layer's program, opened: the only way to read lower layers and to publish to higher ones. */
export interface Layer<C extends Contract> {
  /**
   * Reads a lower layer's outputs, checked against its contract. Await it before the first resource is made.
   *
   * @throws ContractError when the stack was never deployed, an output is missing or cannot be decrypted,
   *   a value breaks the contract, the contract's version differs, or the outputs are a torn set.
   */
  read<Up extends C["reads"][number] | C["optionalReads"][number]>(upstream: Up): Promise<Upstream<Up>>;

  /** As `read`, for an optional upstream: undefined where this stack's configuration names no stack for it. */
  readIfNamed<Up extends C["optionalReads"][number]>(upstream: Up): Promise<Upstream<Up> | undefined>;

  /**
   * One output's plain value, to decide with; undefined where this preview cannot know it yet.
   * Prefer configuration to decide which resources exist, since configuration is always known.
   */
  readPlain<
    Up extends C["reads"][number] | C["optionalReads"][number],
    K extends keyof OutputValues<Up> & string,
  >(
    upstream: Up,
    output: K,
  ): Promise<OutputValues<Up>[K] | undefined>;

  /**
   * One output as far as this preview knows it, to decide by its structure: which entries a record has, which optional
   * parts there are. Undefined where the output is absent, and where nothing is known of the whole upstream (`knows`).
   */
  readKnown<
    Up extends C["reads"][number] | C["optionalReads"][number],
    K extends keyof OutputValues<Up> & string,
  >(
    upstream: Up,
    output: K,
  ): Promise<Known<NonNullable<OutputValues<Up>[K]>> | undefined>;

  /**
   * Whether anything is known of an upstream, so that an output which is absent will be absent. True in an update; false
   * in a preview where the upstream's own preview failed.
   */
  knows(upstream: C["reads"][number] | C["optionalReads"][number]): Promise<boolean>;

  /**
   * Checks a layer's outputs against its contract and returns them with what readers need to check them again.
   * The returned object is the layer's only export.
   *
   * @throws ContractError with every fault at once
   */
  publish(values: Published<C>): Promise<Record<string, unknown>>;
}

/**
 * Opens a layer's program.
 *
 * @param contract what this layer publishes and which layers it may read
 * @param upstreamStacks stack name by layer for upstreams that are not this stack's namesake, from the
 *   configuration key "upstreams"; an optional upstream is read only when it is named here
 */
export function openLayer<C extends Contract>(
  contract: C,
  upstreamStacks: Readonly<Record<string, string>> = {},
): Layer<C> {
  const own = `${contract.layer}/${pulumi.getStack()}`;
  if (pulumi.getProject() !== contract.layer) {
    throw new Error(
      `project ${pulumi.getProject()} opens the contract of ${contract.layer}, expected its own`,
    );
  }
  const upstreams = new Map<string, Promise<CheckedOutputs>>();
  const used = new Map<string, Set<string>>();

  function open(upstream: Contract): Promise<CheckedOutputs> {
    if (
      ![...contract.reads, ...contract.optionalReads].some((declared) => declared.layer === upstream.layer)
    ) {
      throw new Error(
        `${own} reads ${upstream.layer}, which its contract does not declare; add it to "reads"`,
      );
    }
    const stack = `${pulumi.getOrganization()}/${upstream.layer}/${upstreamStacks[upstream.layer] ?? pulumi.getStack()}`;
    let opened = upstreams.get(upstream.layer);
    if (opened === undefined) {
      opened = readChecked(own, upstream, stack);
      upstreams.set(upstream.layer, opened);
      used.set(upstream.layer, new Set());
    }
    return opened;
  }

  /** Keeps that an output is used, and says once where it is going to be removed. */
  function take({ layer, retiring = {} }: Contract, key: string): void {
    const taken = used.get(layer);
    const retirement = retiring[key];
    if (retirement !== undefined && taken?.has(key) !== true) {
      const { replacedBy, until } = retirement;
      const instead = replacedBy === undefined ? "nothing takes its place" : `take "${replacedBy}" instead`;
      void pulumi.log.warn(`${own} reads "${key}" of ${layer}, which is promised until ${until}; ${instead}`);
    }
    taken?.add(key);
  }

  async function read<Up extends Contract>(upstream: Up): Promise<Upstream<Up>> {
    const { outputs } = await open(upstream);
    const view = {};
    for (const key of Object.keys(upstream.outputs)) {
      Object.defineProperty(view, key, {
        enumerable: true,
        get: () => {
          take(upstream, key);
          return outputs.get(key) ?? pulumi.output(undefined);
        },
      });
    }
    return view as Upstream<Up>;
  }

  return {
    read,
    readIfNamed: async (upstream) => (upstream.layer in upstreamStacks ? read(upstream) : undefined),
    async readPlain(upstream, output) {
      const { plain } = await open(upstream);
      take(upstream, output);
      const value = plain[output];
      return (pulumi.containsUnknowns(value) ? undefined : value) as never;
    },
    async readKnown(upstream, output) {
      const { plain } = await open(upstream);
      take(upstream, output);
      return (isKnown(plain) ? wrapUnknowns(plain[output]) : undefined) as never;
    },
    knows: async (upstream) => isKnown((await open(upstream)).plain),
    async publish(values) {
      const reads = [...upstreams].map(async ([layer, opened]): Promise<ReadRecord> => {
        const { stack, version, digest, upstream } = await opened;
        const keys = [...(used.get(layer) ?? [])].sort();
        return { stack, layer, version, digest, keys, shape: recordedOutputs.write(upstream, keys) };
      });
      return publishChecked(own, contract, values, await Promise.all(reads));
    },
  };
}

interface CheckedOutputs {
  upstream: Contract;
  stack: string;
  version: number;
  digest: string;
  outputs: Map<string, pulumi.Output<unknown>>;
  plain: Record<string, unknown>;
}

async function readChecked(reader: string, upstream: Contract, stack: string): Promise<CheckedOutputs> {
  const planned = readPlannedOutputs(reader)?.[stack];
  if (planned !== undefined) return readPlanned(reader, upstream, stack, planned);

  await refuseMissingStack(reader, upstream, stack);
  const reference = new pulumi.StackReference(stack);
  const details = async (name: string) => {
    const { value, secretValue } = await reference.getOutputDetails(name);
    return { value: secretValue ?? value, secret: secretValue !== undefined };
  };

  const metadata = contractMetadata.safeParse((await details(metadataOutput)).value);
  if (!metadata.success) {
    throw new ContractError(
      `${reader} cannot read ${stack}: it publishes no contract, expected the outputs of ${upstream.layer}; ` +
        `its first update may have failed or it was destroyed, so deploy it: ${deployCommand(stack)}`,
    );
  }
  if (metadata.data.version !== upstream.version) {
    throw new ContractError(
      `${reader} cannot read ${stack}: it was published under version ${metadata.data.version} of its contract, ` +
        `expected version ${upstream.version}; ${
          metadata.data.version < upstream.version
            ? `deploy it again: ${deployCommand(stack)}`
            : `update this checkout, which is older than the deployed ${upstream.layer}`
        }`,
    );
  }

  const plain: Record<string, unknown> = {};
  const outputs = new Map<string, pulumi.Output<unknown>>();
  const secretKeys = new Set<string>();
  for (const key of metadata.data.keys) {
    const { value, secret } = await details(key);
    if (value !== undefined) plain[key] = value;
    if (secret) secretKeys.add(key);
    if (key in upstream.outputs) outputs.set(key, reference.getOutput(key));
  }
  refuseUnreadable(reader, upstream, stack, metadata.data, plain);
  refuseBroken(reader, upstream, stack, plain);
  await refuseTorn(
    reader,
    stack,
    metadata.data,
    plain,
    secretKeys,
    (await details(secretDigestOutput)).value,
  );
  const { version, digest } = metadata.data;
  return { upstream, stack, version, digest, outputs, plain };
}

/** Asks for the stack before a StackReference is registered: the engine fails the whole program on a missing one (pulumi/pulumi#19202). */
async function refuseMissingStack(reader: string, upstream: Contract, stack: string): Promise<void> {
  try {
    await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name: stack }, { async: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/unknown stack|no stack named|not found/i.test(reason)) {
      throw new ContractError(
        `${reader} cannot read ${stack}: the stack was never deployed, expected the outputs of ${upstream.layer}; ` +
          `deploy it first: ${deployCommand(stack)}`,
      );
    }
    throw new ContractError(
      `${reader} cannot read ${stack}: ${reason}; check the backend with: pulumi whoami --verbose`,
    );
  }
}

function refuseUnreadable(
  reader: string,
  upstream: Contract,
  stack: string,
  metadata: ContractMetadata,
  plain: Record<string, unknown>,
): void {
  // The engine drops what it cannot decrypt and says so only in an info line, so a published key without a value was dropped.
  const undecryptable = metadata.keys.filter((key) => !(key in plain));
  if (undecryptable.length > 0) {
    throw new ContractError(
      `${reader} cannot decrypt ${quoteAll(undecryptable)} of ${stack}: the output exists, but not for these credentials; ` +
        `use the passphrase (PULUMI_CONFIG_PASSPHRASE) or get kms:Decrypt on the key of ${stack}`,
    );
  }
  const missing = Object.entries(upstream.outputs)
    .filter(([key, schema]) => !(key in plain) && !schema.safeParse(undefined).success)
    .map(([key]) => key);
  if (missing.length > 0) {
    throw new ContractError(
      `${reader} cannot read ${quoteAll(missing)} of ${stack}: the output is missing, expected every output of the ` +
        `${upstream.layer} contract; deploy it again from this checkout: ${deployCommand(stack)}`,
    );
  }
}

function refuseBroken(
  reader: string,
  upstream: Contract,
  stack: string,
  plain: Record<string, unknown>,
): void {
  const faults = Object.keys(upstream.outputs).flatMap((key) =>
    checkValue(upstream, key, plain[key], pulumi.isUnknown),
  );
  if (faults.length > 0) {
    throw new ContractError(
      `${reader} cannot use ${stack}, whose outputs break the ${upstream.layer} contract:\n${list(faults)}\n` +
        `deploy it again: ${deployCommand(stack)}`,
    );
  }
}

async function refuseTorn(
  reader: string,
  stack: string,
  metadata: ContractMetadata,
  plain: Record<string, unknown>,
  secretKeys: ReadonlySet<string>,
  secretDigest: unknown,
): Promise<void> {
  const digests = digestsOf(plain, secretKeys);
  const expected = { plain: metadata.digest, secret: secretDigest };
  if (digests.plain !== expected.plain || digests.secret !== expected.secret) {
    throw new ContractError(
      `${reader} cannot use ${stack}: its outputs are a torn set, some from its last update and some older, expected digest ` +
        `${metadata.digest.slice(0, 12)}, got ${digests.plain.slice(0, 12)}; its last update stopped half-way, ` +
        `so finish it: ${deployCommand(stack)}`,
    );
  }
}

function readPlanned(
  reader: string,
  upstream: Contract,
  stack: string,
  planned: PlannedOutputs[string],
): CheckedOutputs {
  const plain: Record<string, unknown> = {};
  const outputs = new Map<string, pulumi.Output<unknown>>();
  for (const key of Object.keys(upstream.outputs)) {
    const value = planned.outputs === undefined ? pulumi.unknown : planned.outputs[key];
    plain[key] = value;
    const output = pulumi.output(value);
    outputs.set(
      key,
      planned.secrets.includes(key) || upstream.secrets.includes(key) ? pulumi.secret(output) : output,
    );
  }
  refuseBroken(reader, upstream, stack, plain);
  return { upstream, stack, version: upstream.version, digest: "planned", outputs, plain };
}

function readPlannedOutputs(reader: string): PlannedOutputs | undefined {
  const file = environmentVariable(plannedOutputsVariable);
  if (file === undefined) return undefined;
  if (!pulumi.runtime.isDryRun()) {
    throw new ContractError(
      `${reader} was started with planned outputs (${plannedOutputsVariable}), which only a preview may use; ` +
        `unset ${plannedOutputsVariable} and run again`,
    );
  }
  const planned = JSON.parse(readFileSync(file, "utf8")) as PlannedOutputs;
  return reviveUnknowns(planned) as PlannedOutputs;
}

/** The engine's own mark for an unknown leaf in a plan file, turned back into a real unknown. */
const unknownSentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function reviveUnknowns(value: unknown): unknown {
  if (value === unknownSentinel) return pulumi.unknown;
  if (Array.isArray(value)) return value.map(reviveUnknowns);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, reviveUnknowns(part)]));
  }
  return value;
}

function isKnown(plain: Record<string, unknown>): boolean {
  return Object.values(plain).some((value) => !pulumi.isUnknown(value));
}

function wrapUnknowns(value: unknown): unknown {
  if (pulumi.isUnknown(value)) return pulumi.output(value);
  if (Array.isArray(value)) return value.map(wrapUnknowns);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, wrapUnknowns(part)]));
  }
  return value;
}

async function publishChecked(
  own: string,
  contract: Contract,
  values: Record<string, unknown>,
  reads: ReadRecord[],
): Promise<Record<string, unknown>> {
  const plain: Record<string, unknown> = {};
  const outputs: Record<string, unknown> = {};
  const secretKeys = new Set<string>();
  const faults: ValueFault[] = [];
  for (const key of new Set([...Object.keys(contract.outputs), ...Object.keys(values)])) {
    const declaredSecret = contract.secrets.includes(key);
    const output = declaredSecret ? pulumi.secret(values[key]) : pulumi.output(values[key]);
    const value = await plainValue(output);
    const secret = await pulumi.isSecret(output);
    if (secret && !declaredSecret && value !== undefined) {
      faults.push({
        path: key,
        message: "is secret, expected a plain value; publish where the secret is, not the secret",
      });
      continue;
    }
    faults.push(...checkValue(contract, key, value, pulumi.isUnknown));
    if (value === undefined) continue;
    if (declaredSecret) secretKeys.add(key);
    plain[key] = value;
    // As it was given: one Output around all would hide in a preview which parts are known.
    outputs[key] = declaredSecret ? output : values[key];
  }
  if (faults.length > 0) {
    throw new ContractError(
      `${own} cannot publish outputs that break its contract:\n${list(faults)}\ncorrect the layer's program`,
    );
  }
  const digests = pulumi.containsUnknowns(plain)
    ? { plain: pulumi.unknown, secret: pulumi.unknown }
    : digestsOf(plain, secretKeys);
  return {
    ...outputs,
    [metadataOutput]: {
      layer: contract.layer,
      version: contract.version,
      keys: Object.keys(plain).sort(),
      digest: pulumi.output(digests.plain),
      shape: recordedOutputs.write(contract),
      reads,
    },
    ...(secretKeys.size > 0 && { [secretDigestOutput]: pulumi.secret(digests.secret) }),
  };
}

/** The value with real unknowns left inside, which the public `apply` would hide by not running. */
async function plainValue(output: pulumi.Output<unknown>): Promise<unknown> {
  return (output as unknown as { promise(withUnknowns: boolean): Promise<unknown> }).promise(true);
}

function digestsOf(
  plain: Record<string, unknown>,
  secretKeys: ReadonlySet<string>,
): { plain: string; secret: string | undefined } {
  const entries = Object.entries(plain);
  // A plain digest of a secret would let anybody who can read the state test guesses against it.
  const open = entries.filter(([key]) => !secretKeys.has(key));
  return {
    plain: digestOf(Object.fromEntries(open)),
    secret: secretKeys.size === 0 ? undefined : digestOf(plain),
  };
}

function deployCommand(stack: string): string {
  const [, layer, name] = stack.split("/");
  return `pulumi up --stack ${name} in stacks/${layer}, or npm run rollout -- up ${layer} --env ${name}`;
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function list(faults: readonly ValueFault[]): string {
  return faults.map(({ path, message }) => `  - "${path}" ${message}`).join("\n");
}
