import { createHash } from "node:crypto";
import { z } from "zod";

/** How an output goes: what takes its place, and until when it is promised. */
export interface Retirement {
  /** The output that readers take instead; left out where nothing does. */
  replacedBy?: string;
  /** The last day on which it is promised, as "2027-01-31". */
  until: string;
}

/** The schemas of what a layer publishes, by output name. */
export type OutputSchemas = Readonly<Record<string, z.ZodType>>;

/**
 * What one layer promises the layers above it, and which promises it relies on itself.
 * Pure data: it loads without @pulumi/pulumi, so that the tool, the docs and the tests can import it.
 */
export interface Contract {
  /** The Pulumi project that publishes it, such as "10-network". */
  readonly layer: string;
  /** Raised when a change is not additive; a reader built for another version refuses to start. */
  readonly version: number;
  /** Whether each environment has a stack of it, or each AWS account, shared by the account's environments. */
  readonly scope: "environment" | "account";
  readonly outputs: OutputSchemas;
  /** Contracts of lower layers that this layer always reads. */
  readonly reads: readonly Contract[];
  /** Contracts of lower layers that this layer reads only where its configuration names their stack. */
  readonly optionalReads: readonly Contract[];
  /** Outputs that are secret; every other one is refused when its value turns out to be secret. */
  readonly secrets: readonly string[];
  /** Outputs that are going to be removed, once nobody reads them (docs/changing-a-contract.md). */
  readonly retiring?: Readonly<Record<string, Retirement>>;
}

/** A contract as `defineContract` returns it: its outputs and reads are known to the compiler. */
export interface DefinedContract<
  Name extends string,
  Outputs extends OutputSchemas,
  Reads extends readonly Contract[],
  OptionalReads extends readonly Contract[],
> extends Contract {
  readonly layer: Name;
  readonly outputs: Outputs;
  readonly reads: Reads;
  readonly optionalReads: OptionalReads;
}

/** The values of a contract's outputs as plain TypeScript values. */
export type OutputValues<C extends Contract> = {
  [K in keyof C["outputs"] as undefined extends z.output<C["outputs"][K]> ? never : K]: z.output<
    C["outputs"][K]
  >;
} & {
  [K in keyof C["outputs"] as undefined extends z.output<C["outputs"][K]> ? K : never]?:
    z.output<C["outputs"][K]> | undefined;
};

/** The names under which `publish` adds what readers need to check a stack's outputs. */
export const metadataOutput = "contract";
export const secretDigestOutput = "contractSecretDigest";

/** One upstream as a stack read it on its last update. */
export const readRecord = z.object({
  stack: z.string().describe("Full name of the stack that was read, <org>/<project>/<stack>"),
  layer: z.string(),
  version: z.number(),
  keys: z.array(z.string()).describe("The outputs that were used"),
  digest: z.string().describe("Digest of the upstream's outputs as they were read"),
  shape: z
    .string()
    .optional()
    .describe("What the reader was built to take of these, as JSON; absent in stacks of older programs"),
});
export type ReadRecord = z.infer<typeof readRecord>;

/** What `publish` adds to a stack's outputs. */
export const contractMetadata = z.object({
  layer: z.string(),
  version: z.number(),
  keys: z.array(z.string()).describe("The outputs that had a value"),
  digest: z.string().describe("SHA-256 of the plain outputs; differs when an update stopped half-way"),
  shape: z
    .string()
    .optional()
    .describe("What was promised of each output, as JSON; absent in stacks published by older programs"),
  reads: z.array(readRecord),
});
export type ContractMetadata = z.infer<typeof contractMetadata>;

/**
 * Declares a layer's contract.
 *
 * @throws Error when the declaration itself is wrong: a read of a layer that is not lower, an output
 *   without a description, a reserved output name, a retirement of nothing. These are mistakes in the repository, so they keep their stack.
 */
export function defineContract<
  const Name extends string,
  const Outputs extends OutputSchemas,
  const Reads extends readonly Contract[] = readonly [],
  const OptionalReads extends readonly Contract[] = readonly [],
>(declaration: {
  layer: Name;
  version?: number;
  scope?: "environment" | "account";
  outputs: Outputs;
  reads?: Reads;
  optionalReads?: OptionalReads;
  secrets?: readonly (keyof Outputs & string)[];
  retiring?: {
    readonly [K in keyof Outputs & string]?: Retirement & { replacedBy?: keyof Outputs & string };
  };
}): DefinedContract<Name, Outputs, Reads, OptionalReads> {
  const contract = {
    version: 1,
    scope: "environment" as const,
    secrets: [],
    reads: [] as unknown as Reads,
    optionalReads: [] as unknown as OptionalReads,
    ...declaration,
    retiring: (declaration.retiring ?? {}) as Readonly<Record<string, Retirement>>,
  };
  refuseWrongRetirements(contract);
  for (const upstream of [...contract.reads, ...contract.optionalReads]) {
    const [own, other] = [rankOf(contract.layer), rankOf(upstream.layer)];
    if (own !== undefined && other !== undefined && other >= own) {
      throw new Error(`contract of ${contract.layer} reads ${upstream.layer}, expected only lower layers`);
    }
  }
  for (const [name, schema] of Object.entries(contract.outputs)) {
    if (name === metadataOutput || name === secretDigestOutput) {
      throw new Error(`contract of ${contract.layer} uses the reserved output name "${name}"; rename it`);
    }
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
      throw new Error(`contract of ${contract.layer} has the output name "${name}", expected camelCase`);
    }
    if (schema.description === undefined) {
      throw new Error(`"${name}" in the contract of ${contract.layer} has no description; add .describe()`);
    }
  }
  return contract;
}

function refuseWrongRetirements({ layer, outputs, retiring = {} }: Contract): void {
  for (const [name, { replacedBy, until }] of Object.entries(retiring)) {
    const fault = (what: string): Error => new Error(`"${name}" in the contract of ${layer} ${what}`);
    if (!(name in outputs)) throw fault("is retiring, but is no output of it; remove it there too");
    if (!z.iso.date().safeParse(until).success) {
      throw fault(`is retiring, expected until as a day such as "2027-01-31", got "${until}"`);
    }
    if (replacedBy === undefined) continue;
    if (!(replacedBy in outputs) || replacedBy in retiring) {
      throw fault(`is replaced by "${replacedBy}", expected an output that stays`);
    }
  }
}

/** The number in front of a layer's name (its rank), or undefined where a repository does not number its layers. */
export function rankOf(layer: string): number | undefined {
  const match = /^(\d+)-/.exec(layer);
  return match === null ? undefined : Number(match[1]);
}

/** One fault of one value: where it is and what is wrong there. */
export interface ValueFault {
  /** Path from the output's name, such as "db.port". */
  path: string;
  message: string;
}

/**
 * Checks one output's value against its contract.
 *
 * @param value the value, in which any part for which `isUnknown` answers true is not known yet and passes
 * @returns every fault at once; empty when the value is good
 */
export function checkValue(
  contract: Contract,
  output: string,
  value: unknown,
  isUnknown: (part: unknown) => boolean = () => false,
): ValueFault[] {
  const schema = contract.outputs[output];
  if (schema === undefined) {
    return [{ path: output, message: `is not in the contract of ${contract.layer}` }];
  }
  const result = schema.safeParse(value);
  if (result.success) return [];
  const hidden = contract.secrets.includes(output);
  return result.error.issues
    .filter((issue) => !meetsUnknown(value, issue.path, isUnknown))
    .map((issue) => ({
      path: [output, ...issue.path.map(String)].join("."),
      message: `${describeIssue(issue)}, got ${hidden ? "[secret]" : show(valueAt(value, issue.path))}`,
    }));
}

/** SHA-256 over values in an order that does not depend on how an object was built. Undefined values count as absent. */
export function digestOf(values: Readonly<Record<string, unknown>>): string {
  return createHash("sha256").update(canonicalJson(values)).digest("hex");
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return issue.message.replace(/^Invalid input: /, "").replace(/, received .*$/, "");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

/** Whether the way to a part leads through something unknown, or the part itself holds something unknown. */
function meetsUnknown(
  value: unknown,
  path: readonly PropertyKey[],
  isUnknown: (part: unknown) => boolean,
): boolean {
  if (isUnknown(value)) return true;
  if (value === null || typeof value !== "object") return false;
  const [step, ...rest] = path;
  return step === undefined
    ? Object.values(value).some((part) => meetsUnknown(part, [], isUnknown))
    : meetsUnknown((value as Record<PropertyKey, unknown>)[step], rest, isUnknown);
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
