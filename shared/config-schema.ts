import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { isRegion } from "./regions.ts";

/** A secret configuration value, which shows itself nowhere. `revealSecret` of layer-config.ts turns it into a secret Output. */
export class SecretText {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The plain value; only for handing it to Pulumi as a secret. */
  expose(): string {
    return this.#value;
  }
  toString(): string {
    return "[secret]";
  }
  toJSON(): string {
    return "[secret]";
  }
}

/** Schema of a secret that is set with `pulumi config set --secret --path`. */
export const secretText = z
  .string()
  .min(1)
  .transform((value) => new SecretText(value))
  .meta({ secret: true });

export const profiles = ["dev", "stage", "prod", "poc"] as const;
export type Profile = (typeof profiles)[number];

/** An AWS region such as "us-west-1" (partition aws). */
export const region = z.string().superRefine((name, context) => {
  if (isRegion(name)) return;
  context.addIssue({ code: "custom", message: `is "${name}", expected an AWS region such as "us-west-1"` });
});

/** The twelve digits of an AWS account. */
export const accountId = z.string().regex(/^\d{12}$/, "expected the 12 digits of an AWS account, in quotes");

/** What every layer's configuration holds, whatever the layer. */
const commonShape = {
  product: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/,
      "expected 3 to 20 lower-case letters, digits and hyphens, a letter first",
    )
    .describe("The product's short name; names and tags of all resources start with it"),
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,11}$/, "expected 2 to 12 lower-case letters and digits, a letter first")
    .optional()
    .describe("The environment's name in names and tags; the stack's name where it is left out"),
  profile: z
    .enum(profiles)
    .describe("The preset that this configuration was made from; prod and stage are held to stricter rules"),
  accountId: accountId.describe("The only AWS account that this stack may touch"),
  region: region.describe("The AWS region of this stack"),
  owner: z.string().min(1).describe("The team that owns this layer, for the Owner tag"),
  costCenter: z.string().min(1).describe("The CostCenter tag"),
  tags: z
    .record(z.string().min(1).max(128), z.string().max(256))
    .default({})
    .describe("Further tags on every resource"),
  upstreams: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "Stack name by layer: for a lower layer whose stack is not this one's namesake, and for each optional upstream that is read",
    ),
};

/**
 * The schema of a layer's configuration: the fields common to all layers and the layer's own.
 * Unknown keys are refused at every level that uses `z.strictObject`.
 */
export function defineLayerConfig<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...commonShape, ...shape });
}

export type CommonConfig = z.output<z.ZodObject<typeof commonShape, z.core.$strict>>;

/** A configuration with its environment settled. */
export type Settled<T> = Omit<T, "environment"> & { environment: string };

/** One fault of a configuration: the full key and what is wrong with it. */
export interface ConfigFault {
  key: string;
  message: string;
}

/**
 * Checks a layer's configuration.
 *
 * @param schema made by `defineLayerConfig`
 * @param raw the values by key, without the "<layer>:" in front
 * @returns the parsed configuration, or every fault at once; a fault never shows a secret's value
 */
export function checkConfig<S extends z.ZodType>(
  schema: S,
  raw: Readonly<Record<string, unknown>>,
): { config: z.output<S> } | { faults: ConfigFault[] } {
  const result = schema.safeParse(raw, { reportInput: false });
  if (result.success) return { config: result.data };
  return { faults: result.error.issues.flatMap((issue) => describeIssue(schema, raw, issue)) };
}

function describeIssue(schema: z.ZodType, raw: unknown, issue: z.core.$ZodIssue): ConfigFault[] {
  const key = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((unknown) => ({
      key: [key, unknown].filter((part) => part !== "").join("."),
      message: `is not a configuration key${suggest(unknown, known)}`,
    }));
  }
  const value = issue.path.reduce<unknown>(
    (part, step) => (part as Record<PropertyKey, unknown> | undefined)?.[step],
    raw,
  );
  if (value === undefined && issue.code !== "custom") {
    return [{ key, message: `is missing, ${expectation(issue)}` }];
  }
  if (issue.code === "custom") return [{ key, message: issue.message }];
  return [
    {
      key,
      message: `is wrong, ${expectation(issue)}, got ${isSecretAt(schema, issue.path) ? "[secret]" : JSON.stringify(value)}`,
    },
  ];
}

function expectation(issue: z.core.$ZodIssue): string {
  const message = issue.message
    .replace(/^Invalid (input|option|string|format): /, "")
    .replace(/, received .*$/, "");
  return /^expected/i.test(message)
    ? message.replace(/^Expected/, "expected")
    : `expected a valid value (${message})`;
}

function suggest(unknown: string, known: readonly string[]): string {
  if (known.length === 0) return "; remove it";
  const nearest = closest(unknown, [...known]);
  return distance(unknown.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3))
    ? `; did you mean "${nearest}"?`
    : `, expected one of ${[...known].sort().join(", ")}; remove or rename it`;
}

/**
 * The settings that a schema marks with `.meta({ beforeDestroy })`, by their keys: each refuses to let something be
 * deleted until it has the value that the mark says.
 */
export function settingsBeforeDestroy(schema: z.ZodType, above: readonly string[] = []): [string, unknown][] {
  return unwrap(schema).flatMap((candidate) => {
    if (!(candidate instanceof z.ZodObject)) return [];
    return Object.entries(candidate.shape as Record<string, z.ZodType>).flatMap(([step, field]) => {
      const path = [...above, step];
      const value = field.meta()?.["beforeDestroy"];
      return value === undefined
        ? settingsBeforeDestroy(field, path)
        : [[path.join("."), value] as [string, unknown]];
    });
  });
}

/** Walks through wrappers (optional, default, union) to the schema at a path. */
function schemasAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  const inner = unwrap(schema);
  const [step, ...rest] = path;
  if (step === undefined) return inner;
  return inner.flatMap((candidate) => {
    if (candidate instanceof z.ZodObject) {
      const field = (candidate.shape as Record<PropertyKey, z.ZodType>)[step];
      return field === undefined ? [] : schemasAt(field, rest);
    }
    if (candidate instanceof z.ZodArray) return schemasAt(candidate.element as z.ZodType, rest);
    if (candidate instanceof z.ZodRecord) return schemasAt(candidate.valueType as z.ZodType, rest);
    return [];
  });
}

function unwrap(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => unwrap(option as z.ZodType));
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe && schema.meta()?.["secret"] !== true)
    return unwrap(schema.in as z.ZodType);
  return [schema];
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  return schemasAt(schema, path).flatMap((found) =>
    found instanceof z.ZodObject ? Object.keys(found.shape) : [],
  );
}

function isSecretAt(schema: z.ZodType, path: readonly PropertyKey[]): boolean {
  return schemasAt(schema, path).some((found) => found.meta()?.["secret"] === true);
}
