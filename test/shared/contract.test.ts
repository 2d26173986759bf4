import { expect, test } from "@jest/globals";
import { z } from "zod";
import { checkValue, defineContract, digestOf, rankOf } from "../../shared/contract.ts";

const port = z.int().min(1).max(65535).describe("The port");

test("a contract may only read lower layers", () => {
  const upper = defineContract({ layer: "30-upper", outputs: { port } });
  expect(() => defineContract({ layer: "10-lower", outputs: { port }, reads: [upper] })).toThrow(
    "contract of 10-lower reads 30-upper, expected only lower layers",
  );
  expect(() => defineContract({ layer: "30-other", outputs: { port }, optionalReads: [upper] })).toThrow(
    "contract of 30-other reads 30-upper, expected only lower layers",
  );
});

test("layers without a number may read each other in any order", () => {
  const upper = defineContract({ layer: "zebra", outputs: { port } });
  expect(defineContract({ layer: "aardvark", outputs: { port }, reads: [upper] }).reads).toEqual([upper]);
  expect(rankOf("zebra")).toBeUndefined();
  expect(rankOf("10-network")).toBe(10);
});

test("an output needs a description, a camelCase name and no reserved name", () => {
  expect(() => defineContract({ layer: "10-a", outputs: { port: z.int() } })).toThrow(
    '"port" in the contract of 10-a has no description; add .describe()',
  );
  expect(() => defineContract({ layer: "10-a", outputs: { "the-port": port } })).toThrow(
    'contract of 10-a has the output name "the-port", expected camelCase',
  );
  expect(() => defineContract({ layer: "10-a", outputs: { contract: port } })).toThrow(
    'contract of 10-a uses the reserved output name "contract"; rename it',
  );
});

test("an output retires until a day, for another that stays", () => {
  const declare = (until: string, replacedBy: "port" | "gate" = "gate") =>
    defineContract({
      layer: "10-a",
      outputs: { port, gate: port },
      retiring: { port: { replacedBy, until } },
    });
  expect(declare("2027-01-31").retiring).toEqual({ port: { replacedBy: "gate", until: "2027-01-31" } });
  expect(() => declare("soon")).toThrow(
    '"port" in the contract of 10-a is retiring, expected until as a day such as "2027-01-31", got "soon"',
  );
  expect(() => declare("2027-01-31", "port")).toThrow(
    '"port" in the contract of 10-a is replaced by "port", expected an output that stays',
  );
  expect(() =>
    // @ts-expect-error - only outputs can retire
    defineContract({ layer: "10-a", outputs: { port }, retiring: { door: { until: "2027-01-31" } } }),
  ).toThrow('"door" in the contract of 10-a is retiring, but is no output of it; remove it there too');
});

const database = defineContract({
  layer: "20-data",
  secrets: ["password"],
  outputs: {
    db: z
      .strictObject({ host: z.string(), port, tags: z.array(z.string()).optional() })
      .describe("The database"),
    password: z.string().min(12, "expected at least 12 characters").describe("The password"),
    note: z.string().optional().describe("A note"),
  },
});

test.each([
  ["a good value", "db", { host: "db", port: 5432 }, []],
  ["an optional output left out", "note", undefined, []],
  ["a missing field", "db", { port: 5432 }, [{ path: "db.host", message: "expected string, got nothing" }]],
  [
    "a wrong type",
    "db",
    { host: "db", port: "5432" },
    [{ path: "db.port", message: 'expected number, got "5432"' }],
  ],
  ["a missing output", "db", undefined, [{ path: "db", message: "expected object, got nothing" }]],
  [
    "every fault at once",
    "db",
    { host: 1, port: 70000 },
    [
      { path: "db.host", message: "expected string, got 1" },
      { path: "db.port", message: "Too big: expected number to be <=65535, got 70000" },
    ],
  ],
  [
    "a field deep inside",
    "db",
    { host: "db", port: 1, tags: ["a", 2] },
    [{ path: "db.tags.1", message: "expected string, got 2" }],
  ],
  [
    "a secret, whose value is never shown",
    "password",
    "hunter2",
    [{ path: "password", message: "expected at least 12 characters, got [secret]" }],
  ],
  [
    "an output of another contract",
    "queue",
    "q",
    [{ path: "queue", message: "is not in the contract of 20-data" }],
  ],
])("checkValue tells %s", (_, output, value, faults) => {
  expect(checkValue(database, output, value)).toEqual(faults);
});

test("a part that is not known yet passes, and the parts beside it are still checked", () => {
  const unknown = { unknown: true };
  const isUnknown = (part: unknown) => part === unknown;
  expect(checkValue(database, "db", unknown, isUnknown)).toEqual([]);
  expect(checkValue(database, "db", { host: unknown, port: 5432 }, isUnknown)).toEqual([]);
  expect(checkValue(database, "db", { host: unknown, port: 0 }, isUnknown)).toEqual([
    { path: "db.port", message: "Too small: expected number to be >=1, got 0" },
  ]);
});

test("a digest does not depend on the order of keys or on absent values, and changes with any value", () => {
  const digest = digestOf({ a: 1, b: { c: [1, 2], d: undefined } });
  expect(digestOf({ b: { c: [1, 2] }, a: 1, e: undefined })).toBe(digest);
  expect(digestOf({ a: 1, b: { c: [2, 1] } })).not.toBe(digest);
  expect(digestOf({ a: "1", b: { c: [1, 2] } })).not.toBe(digest);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
});
