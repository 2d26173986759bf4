import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { factsOf } from "../../../tools/rehearsal/facts/resources.ts";
import { rules } from "../../../tools/rehearsal/rules/index.ts";
import { openAccount, type RuleCase } from "./account-rig.ts";

// Every file beside this one that ends in "-cases.ts" shows rules from both sides.
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith("-cases.ts"));
const modules = await Promise.all(
  files.map(async (name) => (await import(`./${name}`)) as { cases: Record<string, RuleCase> }),
);
const cases = Object.assign({}, ...modules.map((module) => module.cases)) as Record<string, RuleCase>;
const codeOf = new Map(rules.map((rule) => [rule.id, rule.code]));

describe.each(Object.entries(cases))("%s", (id, { accepts, refuses, message }) => {
  test("lets pass what AWS takes", async () => {
    await accepts(openAccount());
  });

  test("refuses what AWS refuses, with AWS's code", async () => {
    const error = await refuses(openAccount()).then(
      () => new Error("nothing was refused"),
      (reason: unknown) => reason as Error,
    );
    expect(error.message).toContain(message);
    expect(error.message).toContain(`api error ${codeOf.get(id) ?? "?"}: `);
  });
});

test("every rule is shown from both sides, in a file that ends in -cases.ts", () => {
  expect(rules.map((rule) => rule.id).filter((id) => !(id in cases))).toEqual([]);
  expect(Object.keys(cases).filter((id) => !codeOf.has(id))).toEqual([]);
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s names its source and types that exist",
  (_, rule) => {
    expect(rule.source).toMatch(/^https:\/\//);
    expect(rule.tokens.filter((token) => factsOf(token) === undefined)).toEqual([]);
  },
);
