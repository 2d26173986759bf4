import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Contract } from "../../shared/contract.ts";
import { compareShapes, describeShape, recordedOutputs } from "../../shared/contract-shape.ts";
import { allContracts } from "../support/contracts.ts";

const contracts = await allContracts();

/** What a change of a contract takes from its readers, as "kind path detail". */
function breaks(before: Contract, after: Contract): string[] {
  const changes = compareShapes(describeShape(before), describeShape(after));
  return changes.breaks.map(({ kind, path, detail }) => `${kind} ${path} ${detail}`);
}

function contractOf(value: z.ZodType, secrets: string[] = []): Contract {
  const outputs = { value: value.describe("A value") };
  return {
    layer: "10-made",
    version: 1,
    scope: "environment",
    outputs,
    secrets,
    reads: [],
    optionalReads: [],
  };
}

/** What a reader of "value" loses when its schema changes. */
const change = (before: z.ZodType, after: z.ZodType) => breaks(contractOf(before), contractOf(after));

describe("a reader loses something when the producer promises less", () => {
  test.each<[string, z.ZodType, z.ZodType, string[]]>([
    ["another type", z.string(), z.number(), ["retyped value is number, was string"]],
    ["a list of it", z.string(), z.array(z.string()), ["retyped value is array, was string"]],
    [
      "a type beside it",
      z.string(),
      z.union([z.string(), z.number()]),
      ["weakened value may now also be number"],
    ],
    ["null beside it", z.string(), z.string().nullable(), ["weakened value may now also be null"]],
    ["nothing", z.string(), z.string().optional(), ["weakened value may now be absent"]],
    [
      "anything",
      z.string(),
      z.unknown(),
      ["weakened value may now be absent", "weakened value may now be anything"],
    ],
    ["fractions", z.int(), z.number().min(-9e15).max(9e15), ["weakened value may now be a fraction"]],
    ["a further member", z.enum(["a", "b"]), z.enum(["a", "b", "c"]), ['weakened value may now also be "c"']],
    ["any text", z.enum(["a", "b"]), z.string(), ['weakened value may now be other than "a", "b"']],
    ["no pattern", z.string().regex(/^a/), z.string(), ['weakened value has pattern none, had "^a"']],
    [
      "either case",
      z.string().regex(/^a/),
      z.string().regex(/^a/i),
      ['weakened value has patternFlags "i", had none'],
    ],
    ["no format", z.url(), z.string(), ['weakened value has format none, had "uri"']],
    [
      "a rule fewer",
      z.string().refine(() => true),
      z.string(),
      ["weakened value has refinements none, had 1"],
    ],
    [
      "fewer items",
      z.array(z.string()).min(2),
      z.array(z.string()),
      ["weakened value has minItems none, had 2"],
    ],
    [
      "a larger range",
      z.number().min(1).max(9),
      z.number().min(0).max(10),
      ["weakened value may now be smaller", "weakened value may now be larger"],
    ],
    ["its limit itself", z.number().gt(1), z.number().min(1), ["weakened value may now be smaller"]],
    ["other items", z.array(z.string()), z.array(z.number()), ["retyped value[] is number, was string"]],
    [
      "other entries",
      z.record(z.string(), z.string()),
      z.record(z.string(), z.unknown()),
      ["weakened value.* may now be anything"],
    ],
    [
      "no part of it",
      z.object({ host: z.string(), port: z.int() }),
      z.object({ host: z.string() }),
      ["removed value.port is gone"],
    ],
    [
      "a part under another name",
      z.object({ host: z.string(), port: z.int() }),
      z.object({ host: z.string(), tcpPort: z.int() }),
      ['renamed value.port is gone, likely renamed to "tcpPort"'],
    ],
    [
      "a part that may be absent",
      z.object({ port: z.int() }),
      z.object({ port: z.int().optional() }),
      ["weakened value.port may now be absent"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(change(before, after)).toEqual(expected);
  });

  test("a value turns secret, or a secret turns plain", () => {
    const [plain, secret] = [contractOf(z.string()), contractOf(z.string(), ["value"])];
    expect(breaks(plain, secret)).toEqual(["secrecy value is secret, was plain"]);
    expect(breaks(secret, plain)).toEqual(["secrecy value is plain, was secret"]);
  });
});

describe("a reader loses nothing when the producer promises more", () => {
  test.each<[string, z.ZodType, z.ZodType]>([
    ["always there", z.string().optional(), z.string()],
    ["never null", z.string().nullable(), z.string()],
    ["a member fewer", z.enum(["a", "b"]), z.enum(["a"])],
    ["some texts only", z.string(), z.enum(["a"])],
    ["members that fit the pattern", z.string().regex(/^a/), z.enum(["a", "ab"])],
    ["a pattern", z.string(), z.string().regex(/^a/)],
    ["one pattern more", z.string().regex(/^a/), z.string().regex(/^a/).regex(/b$/)],
    ["a format", z.string(), z.url()],
    ["whole numbers", z.number(), z.int()],
    ["a smaller range", z.number().min(0).max(10), z.number().min(1).max(9)],
    ["more items", z.array(z.string()), z.array(z.string()).min(2)],
    ["a further part", z.strictObject({ a: z.string() }), z.strictObject({ a: z.string(), b: z.string() })],
    ["known entries", z.record(z.string(), z.string()), z.object({ a: z.string(), b: z.string() })],
    ["one type of two", z.union([z.string(), z.number()]), z.number()],
    ["another description", z.string().describe("One"), z.string().describe("Other")],
  ])("%s", (_, before, after) => {
    expect(change(before, after)).toEqual([]);
  });
});

describe.each(contracts.map((contract) => [contract.layer, contract] as const))("%s", (_, contract) => {
  const outputs = Object.entries(contract.outputs);
  const without = (name: string) => Object.fromEntries(outputs.filter(([output]) => output !== name));
  const isText = (schema: z.ZodType) => describeType(schema) === "string";

  test.each(outputs)("every change for the worse of %s is caught, and only that", (name, schema) => {
    const isOptional = schema.safeParse(undefined).success;
    const other = (isText(schema) ? z.number() : z.string()).describe("Another");
    const less = isOptional ? schema.nullable() : schema.optional();
    const secrets = contract.secrets.includes(name)
      ? contract.secrets.filter((secret) => secret !== name)
      : [...contract.secrets, name];
    const mutants: Record<string, Contract> = {
      removed: { ...contract, outputs: without(name) },
      renamed: { ...contract, outputs: { ...without(name), [`${name}Anew`]: schema } },
      retyped: {
        ...contract,
        outputs: { ...contract.outputs, [name]: isOptional ? other.optional() : other },
      },
      weakened: { ...contract, outputs: { ...contract.outputs, [name]: less } },
      secrecy: { ...contract, secrets },
    };
    for (const [kind, mutant] of Object.entries(mutants)) {
      const found = compareShapes(describeShape(contract), describeShape(mutant)).breaks;
      expect(found.map(({ output, kind: told }) => [output, told])).toEqual([[name, kind]]);
    }
  });

  test.each(outputs)("every rule and part of %s counts, and none that is added", (name) => {
    const shape = describeShape(contract);
    const whole = shape.outputs[name]!;
    const compare = (schema: unknown) =>
      compareShapes(shape, {
        outputs: { ...shape.outputs, [name]: { ...whole, schema: schema as typeof whole.schema } },
      }).breaks;
    for (const { what, schema } of worsened(whole.schema)) {
      expect([what, compare(schema).map(({ output }) => output)]).toEqual([what, [name]]);
    }
    for (const { what, schema } of bettered(whole.schema)) {
      expect([what, compare(schema)]).toEqual([what, []]);
    }
  });

  test("what is added, raised or said otherwise takes nothing from anybody", () => {
    const described = outputs.map(([name, schema]) => [name, schema.describe("Said otherwise")]);
    const changed: Contract = {
      ...contract,
      version: contract.version + 1,
      outputs: { ...Object.fromEntries(described), somethingNew: z.string().describe("New") },
    };
    expect(compareShapes(describeShape(contract), describeShape(changed))).toEqual({
      breaks: [],
      added: ["somethingNew"],
      extended: [],
      retired: [],
    });
  });

  test("is what a stack records of it", () => {
    expect(recordedOutputs.read(recordedOutputs.write(contract))).toEqual(describeShape(contract).outputs);
  });
});

test("an output that is retiring promises as much as before, and goes as it was said", () => {
  const before = contractOf(z.string());
  const outputs = { ...before.outputs, worth: z.string().describe("The same value") };
  const until = "2027-01-31";
  const during: Contract = { ...before, outputs, retiring: { value: { replacedBy: "worth", until } } };
  const after: Contract = { ...before, outputs: { worth: outputs.worth } };
  expect(compareShapes(describeShape(before), describeShape(during))).toEqual({
    breaks: [],
    added: ["worth"],
    extended: [],
    retired: [{ output: "value", replacedBy: "worth", until }],
  });
  expect(compareShapes(describeShape(during), describeShape(after)).breaks).toEqual([
    {
      layer: "10-made",
      output: "value",
      kind: "removed",
      path: "value",
      detail: 'is gone, "worth" takes its place',
      until,
    },
  ]);
  expect(recordedOutputs.read(recordedOutputs.write(during))).toEqual(describeShape(during).outputs);
});

test("what is no record of outputs is none", () => {
  expect(recordedOutputs.read("{ torn")).toBeUndefined();
  expect(recordedOutputs.read('{"vpcId": 1}')).toBeUndefined();
});

function describeType(schema: z.ZodType): unknown {
  const { outputs } = describeShape(contractOf(schema));
  return (outputs["value"]?.schema as { type?: unknown }).type;
}

interface Mutant {
  what: string;
  schema: unknown;
}
type Node = Record<string, any>;

/** The schema with one rule or part at a time that promises less. */
function worsened(schema: unknown): Mutant[] {
  return mutate(schema, (node) => [
    ...["pattern", "format", "minItems", "minLength", "minimum", "maximum"]
      .filter((rule) => rule in node)
      .map((rule): [string, Node] => [`without ${rule}`, without(node, rule)]),
    ...("enum" in node
      ? [["a member more", { ...node, enum: [...node["enum"], "more"] }] as [string, Node]]
      : []),
    ...Object.keys(node["properties"] ?? {}).flatMap((name): [string, Node][] => {
      const required: string[] = node["required"] ?? [];
      const rest = required.filter((other) => other !== name);
      return [
        [`without ${name}`, { ...node, properties: without(node["properties"], name), required: rest }],
        ...(required.includes(name)
          ? [[`perhaps without ${name}`, { ...node, required: rest }] as [string, Node]]
          : []),
      ];
    }),
    ["perhaps null", { anyOf: [node, { type: "null" }] }],
    ["anything", {}],
  ]);
}

/** The schema with one rule or part at a time that promises more. */
function bettered(schema: unknown): Mutant[] {
  return mutate(schema, (node) => [
    ...("enum" in node
      ? [["a member fewer", { ...node, enum: node["enum"].slice(1) }] as [string, Node]]
      : []),
    ...("minimum" in node
      ? [["a higher minimum", { ...node, minimum: node["minimum"] + 1 }] as [string, Node]]
      : []),
    ...(node["type"] === "array" ? [["more items", { ...node, minItems: 5 }] as [string, Node]] : []),
    ...("properties" in node
      ? ([
          ["a part more", { ...node, properties: { ...node["properties"], more: { type: "string" } } }],
          ["all parts", { ...node, required: Object.keys(node["properties"]) }],
        ] as [string, Node][])
      : []),
  ]);
}

/** Applies a change to each schema inside a schema, one at a time. */
function mutate(schema: unknown, changesOf: (node: Node) => [string, Node][], path = "value"): Mutant[] {
  if (typeof schema !== "object" || schema === null) return [];
  const node = schema as Node;
  const own = changesOf(node).map(([what, changed]) => ({ what: `${path}: ${what}`, schema: changed }));
  const inside = ["items", "additionalProperties"].flatMap((keyword) =>
    mutate(node[keyword], changesOf, `${path}.${keyword}`).map(({ what, schema: part }) => ({
      what,
      schema: { ...node, [keyword]: part },
    })),
  );
  const parts = Object.entries((node["properties"] ?? {}) as Node).flatMap(([name, property]) =>
    mutate(property, changesOf, `${path}.${name}`).map(({ what, schema: part }) => ({
      what,
      schema: { ...node, properties: { ...node["properties"], [name]: part } },
    })),
  );
  return [...own, ...inside, ...parts];
}

function without(node: Node, key: string): Node {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
}
