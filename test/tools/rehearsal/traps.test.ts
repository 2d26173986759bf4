import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { rules } from "../../../tools/rehearsal/rules/index.ts";
import { everydayRules } from "../../../tools/rehearsal/traps/everyday.ts";
import { traps } from "../../../tools/rehearsal/traps/index.ts";

const root = join(import.meta.dirname, "../../..");
const ruleIds = rules.map(({ id }) => id);
const named = traps.flatMap((trap) => trap.rules ?? []);
const everyday = Object.values(everydayRules).flat();

/** How many traps each part of the list has, which was written before there was a rule. */
const known = {
  general: 10,
  contracts: 10,
  "00-account": 7,
  "10-network": 5,
  "20-data": 7,
  "30-ecs": 11,
  "50-auth": 8,
  "60-queues": 4,
  "70-docpipeline": 6,
  "80-harden": 5,
  "90-cdn": 8,
  "95-observability": 4,
  "99-cicd": 6,
};
const ids = Object.entries(known).flatMap(([part, count]) =>
  Array.from({ length: count }, (_, index) => `${part} ${index + 1}`),
);

test("every known trap has an entry, in order, and no entry is for another", () => {
  expect([...new Set(traps.map(({ id }) => id))]).toEqual(ids);
});

describe.each(traps.map((trap) => [`${trap.id}: ${trap.what}`, trap] as const))("%s", (_, trap) => {
  test("is refused, caught elsewhere, or it is said why nothing can tell", () => {
    expect(trap.rules?.length ?? trap.elsewhere?.how ?? trap.undecided).toBeTruthy();
    expect((trap.rules ?? []).filter((id) => !ruleIds.includes(id))).toEqual([]);
    if (trap.elsewhere !== undefined) expect(existsSync(join(root, trap.elsewhere.file))).toBe(true);
  });
});

test("every rule is for a trap or one of the everyday kind, and not both", () => {
  expect(ruleIds.filter((id) => !named.includes(id) && !everyday.includes(id))).toEqual([]);
  expect(everyday.filter((id) => named.includes(id) || !ruleIds.includes(id))).toEqual([]);
  expect(new Set(everyday).size).toBe(everyday.length);
});
