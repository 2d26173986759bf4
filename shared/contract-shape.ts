import { distance } from "fastest-levenshtein";
import { z } from "zod";
import type { Contract, Retirement } from "./contract.ts";
import { findWeakenings, sameSchema, type JsonSchema } from "./schema-promise.ts";

/** What is promised of one output. */
export interface OutputShape {
  schema: JsonSchema;
  /** Whether it may be absent. */
  optional: boolean;
  secret: boolean;
  /** Present where it is going to be removed. */
  retiring?: Retirement | undefined;
}

/** A contract as plain data that can be kept and compared: what it promises, without descriptions. */
export interface ContractShape {
  layer: string;
  version: number;
  reads: string[];
  optionalReads: string[];
  outputs: Record<string, OutputShape>;
}

const jsonSchema = z.custom<JsonSchema>((value) => typeof value === "boolean" || typeof value === "object");
const outputShapes = z.record(
  z.string(),
  z.object({
    schema: jsonSchema,
    optional: z.boolean(),
    secret: z.boolean(),
    retiring: z.object({ replacedBy: z.string().exactOptional(), until: z.string() }).optional(),
  }),
);
export const contractShapes = z.array(
  z.object({
    layer: z.string(),
    version: z.number(),
    reads: z.array(z.string()),
    optionalReads: z.array(z.string()),
    outputs: outputShapes,
  }),
);

/**
 * What a change takes from readers.
 * - removed, renamed: the output or a part of it is gone; renamed where something of the same shape came instead
 * - retyped: no value of it is of the old type any more
 * - weakened: the producer may publish values that it promised not to publish: absent, null, another type beside the
 *   old one, a further enum member, other limits. The reverse, a producer that promises more, takes nothing.
 * - secrecy: it was plain and is secret, or was secret and is plain
 */
export type BreakKind = "removed" | "renamed" | "retyped" | "weakened" | "secrecy";

export interface ContractBreak {
  layer: string;
  output: string;
  kind: BreakKind;
  /** The output or the part of it that changed, such as "db.port". */
  path: string;
  detail: string;
  /** For one that is gone: the last day on which it was promised, where it had been said. */
  until?: string;
}

/** How a contract differs from what it was. */
export interface ShapeChanges {
  breaks: ContractBreak[];
  /** Outputs that are new and not likely old ones under another name. */
  added: string[];
  /** Outputs that changed and still keep every old promise. */
  extended: string[];
  /** Outputs whose removal is said now. */
  retired: (Retirement & { output: string })[];
}

/** Describes a contract. */
export function describeShape(contract: Contract): ContractShape {
  const { layer, version, reads, optionalReads, secrets, retiring = {} } = contract;
  const outputs = Object.entries(contract.outputs).map(([name, schema]): [string, OutputShape] => [
    name,
    {
      schema: describeSchema(schema),
      optional: schema.safeParse(undefined).success,
      secret: secrets.includes(name),
      ...(retiring[name] !== undefined && { retiring: retiring[name] }),
    },
  ]);
  return {
    layer,
    version,
    reads: reads.map((upstream) => upstream.layer),
    optionalReads: optionalReads.map((upstream) => upstream.layer),
    outputs: Object.fromEntries(outputs),
  };
}

/**
 * What a contract promises of some outputs as a stack records it, with what it publishes and with what it reads, and
 * back; undefined for what is no such text.
 */
export const recordedOutputs = {
  write(contract: Contract, names: readonly string[] = Object.keys(contract.outputs)): string {
    const outputs = Object.entries(contract.outputs).filter(([name]) => names.includes(name));
    return JSON.stringify(describeShape({ ...contract, outputs: Object.fromEntries(outputs) }).outputs);
  },
  read(text: string): Record<string, OutputShape> | undefined {
    try {
      return outputShapes.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  },
};

/** Finds what readers of a layer lose when its contract changes from one shape to another. */
export function compareShapes(
  before: Pick<ContractShape, "layer" | "outputs">,
  after: Pick<ContractShape, "outputs">,
): ShapeChanges {
  const { layer } = before;
  const heirs = new Set(Object.keys(after.outputs).filter((output) => !(output in before.outputs)));
  const breaks: ContractBreak[] = [];
  const extended: string[] = [];
  const retired: ShapeChanges["retired"] = [];
  for (const [output, old] of Object.entries(before.outputs)) {
    const now = after.outputs[output];
    if (now === undefined && old.retiring !== undefined) {
      const { replacedBy, until } = old.retiring;
      const detail = replacedBy === undefined ? "is gone" : `is gone, "${replacedBy}" takes its place`;
      breaks.push({ layer, output, kind: "removed", path: output, detail, until });
      continue;
    }
    if (now === undefined) {
      const heir = nearest(
        output,
        [...heirs].filter((name) => samePromise(after.outputs[name], old)),
      );
      if (heir === undefined) {
        breaks.push({ layer, output, kind: "removed", path: output, detail: "is gone" });
      } else {
        heirs.delete(heir);
        const detail = `is gone, likely renamed to "${heir}"`;
        breaks.push({ layer, output, kind: "renamed", path: output, detail });
      }
      continue;
    }
    const found = compareOutputs(output, old, now).map((change) => ({ layer, output, ...change }));
    breaks.push(...found);
    if (found.length === 0 && !samePromise(old, now)) extended.push(output);
    if (now.retiring !== undefined && old.retiring === undefined) retired.push({ output, ...now.retiring });
  }
  return { breaks, added: [...heirs], extended, retired };
}

/** Whether two outputs promise the same, however long. */
function samePromise(one: OutputShape | undefined, other: OutputShape): boolean {
  const { retiring: _one, ...promised } = one ?? other;
  const { retiring: _other, ...wanted } = other;
  return one !== undefined && sameSchema(promised, wanted);
}

function compareOutputs(
  output: string,
  old: OutputShape,
  now: OutputShape,
): Pick<ContractBreak, "kind" | "path" | "detail">[] {
  const secrecy = (shape: OutputShape): string => (shape.secret ? "secret" : "plain");
  return [
    ...(old.secret === now.secret
      ? []
      : [{ kind: "secrecy" as const, path: output, detail: `is ${secrecy(now)}, was ${secrecy(old)}` }]),
    ...(!old.optional && now.optional
      ? [{ kind: "weakened" as const, path: output, detail: "may now be absent" }]
      : []),
    ...findWeakenings(old.schema, now.schema, output),
  ];
}

function nearest(name: string, candidates: readonly string[]): string | undefined {
  return [...candidates].sort((a, b) => distance(name, a) - distance(name, b))[0];
}

function describeSchema(schema: z.ZodType): JsonSchema {
  const described = z.toJSONSchema(schema, {
    io: "output",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      // What JSON Schema has no words for: a pattern's flags, and rules written as code.
      const { checks = [] } = zodSchema._zod.def as { checks?: { _zod: { def: CheckDefinition } }[] };
      const definitions = checks.map((check) => check._zod.def);
      const flags = definitions.map(({ pattern }) => pattern?.flags ?? "").join("");
      const refinements = definitions.filter(({ check }) => check === "custom").length;
      if (flags !== "") jsonSchema["patternFlags"] = flags;
      if (refinements > 0) jsonSchema["refinements"] = refinements;
    },
  });
  return withoutAnnotations(described);
}

interface CheckDefinition {
  check: string;
  pattern?: RegExp;
}

const annotations = new Set(
  "$schema $id id title description examples default deprecated readOnly".split(" "),
);

function withoutAnnotations(schema: JsonSchema): JsonSchema {
  if (typeof schema !== "object") return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]): [string, unknown] => {
      // The names in these are the contract's own.
      if (keyword === "properties" || keyword === "$defs") {
        const parts = Object.entries(value as Record<string, JsonSchema>);
        return [keyword, Object.fromEntries(parts.map(([name, part]) => [name, withoutAnnotations(part)]))];
      }
      if (["enum", "const", "required"].includes(keyword)) return [keyword, value];
      if (Array.isArray(value)) return [keyword, value.map((part) => withoutAnnotations(part as JsonSchema))];
      return [
        keyword,
        typeof value === "object" && value !== null ? withoutAnnotations(value as JsonSchema) : value,
      ];
    }),
  );
}
