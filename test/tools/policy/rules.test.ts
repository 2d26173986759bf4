import { describe, expect, test } from "@jest/globals";
import { unknownValue } from "../../../tools/policy/properties.ts";
import type { Resource, ResourceRule, Rule, StackRule } from "../../../tools/policy/rule.ts";
import { rules } from "../../../tools/policy/rules.ts";
import { identifiersOf, isGiven, openStack } from "../../../tools/policy/stack.ts";
import { ofResource, ofStacks } from "./cases/all.ts";
import type { StackCase } from "./cases/case.ts";

const named = new Map<string, Rule>(rules.map((rule) => [rule.name, rule]));

test("every rule has a case, and every case a rule", () => {
  const cases = [...Object.keys(ofResource), ...Object.keys(ofStacks)];
  expect(cases.sort()).toEqual(rules.map(({ name }) => name).sort());
});

test.each(rules)("$name says what holds, what to do and where AWS says so", (rule) => {
  expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
  expect(rule.remedy).toMatch(/^[a-z].*[^.]$/);
  expect(rule.source).toMatch(/^https:\/\/\S+$/);
  expect(rule.types.length).toBeGreaterThan(0);
  for (const control of rule.controls) expect(control).toMatch(/^([A-Za-z0-9]+\.\d+|CKV_AWS_\d+)$/);
});

describe.each(Object.entries(ofResource))("%s", (name, { keeps, breaks, says }) => {
  const rule = named.get(name) as ResourceRule;
  const resource = (properties: Resource["properties"]): Resource => ({
    type: rule.types[0]!,
    name: "it",
    properties,
  });

  test("tells the resource that breaks it", () => {
    expect(rule.check(resource({ ...keeps, ...breaks }))).toBe(says);
  });

  if (keeps === null) return;
  test("says nothing about one that keeps it", () => {
    expect(rule.check(resource(keeps))).toBeUndefined();
  });

  test("holds nothing against what is not known yet", () => {
    const properties = Object.keys({ ...keeps, ...breaks }).map((key) => [key, unknownValue]);
    expect(rule.check(resource(Object.fromEntries(properties)))).toBeUndefined();
  });
});

describe.each(Object.entries(ofStacks))("%s", (name, given) => {
  const rule = named.get(name) as StackRule;
  const problems = (resources: StackCase["keeps"]) => {
    const opened = openStack(
      resources.map(([type, properties], index) => ({
        ...{ type, name: String(index), key: String(index), properties },
        identifiers: identifiersOf(properties),
        madeFrom: {},
      })),
    );
    return opened.all(...rule.types).flatMap((resource) => rule.check(resource, opened) ?? []);
  };

  test("says nothing about a stack that keeps it", () => {
    expect(problems(given.keeps)).toEqual([]);
  });

  test("tells the resource of a stack that breaks it", () => {
    const { drop, change } = given;
    const broken = given.keeps
      .filter(([type]) => type !== drop)
      .map(
        ([type, properties]) =>
          [type, type === change?.[0] ? { ...properties, ...change[1] } : properties] as const,
      );
    expect(problems(broken)[0]).toBe(given.says);
  });
});

test("a value that only AWS will choose is not given by the program", () => {
  const resource = {
    type: "t",
    name: "it",
    key: "it",
    identifiers: [],
    properties: { policy: unknownValue },
  };
  expect(isGiven({ ...resource, madeFrom: {} }, "policy")).toBe(false);
  expect(isGiven({ ...resource, madeFrom: { policy: ["other"] } }, "policy")).toBe(true);
  expect(isGiven({ ...resource, properties: { policy: "" }, madeFrom: {} }, "policy")).toBe(false);
  expect(isGiven({ ...resource, properties: { policy: "{}" }, madeFrom: {} }, "policy")).toBe(true);
});
