import { expect, test } from "@jest/globals";
import { configurePack } from "../../../tools/policy/configuration.ts";
import { levelOf } from "../../../tools/policy/levels.ts";
import { isExpired, isInForce, isWaived, parseWaivers, type Waiver } from "../../../tools/policy/waiver.ts";

const waiver: Waiver = {
  rule: "alb-https",
  product: "utm",
  profiles: ["stage"],
  resource: "30-ecs/public-*",
  reason: "stage has no domain and so no certificate",
  expires: "2027-06-01",
};
const stage = { product: "utm", profile: "stage", layer: "30-ecs" };
const today = new Date("2026-11-20T12:00:00Z");

test.each([
  ["its own stack", stage, true],
  ["another product", { ...stage, product: "tap" }, false],
  ["another profile", { ...stage, profile: "prod" }, false],
  ["another layer", { ...stage, layer: "90-cdn" }, false],
])("a waiver counts for %s: %p, %p", (_which, stack, counts) => {
  expect(isInForce(waiver, stack, today)).toBe(counts);
});

test("a waiver counts until the day before it expires", () => {
  expect(isExpired(waiver, new Date("2027-05-31T23:59:00Z"))).toBe(false);
  expect(isExpired(waiver, new Date("2027-06-01T00:00:00Z"))).toBe(true);
  expect(isInForce(waiver, stage, new Date("2027-06-01T00:00:00Z"))).toBe(false);
});

test.each([
  ["public-http", ["public-*"], true],
  ["public-http", ["*"], true],
  ["public-http", ["public"], false],
  ["publicXhttp", ["public.http"], false],
])("%s is waived by %p: %p", (name, patterns, waived) => {
  expect(isWaived({ name }, patterns)).toBe(waived);
});

test("faults of waivers are told all at once", () => {
  expect(() => parseWaivers([{ ...waiver, reason: "later", expires: "June" }], ["alb-https"])).toThrow(
    [
      "the waivers are wrong:",
      "✖ expected a reason that somebody else understands",
      "  → at [0].reason",
      "✖ Invalid ISO date",
      "  → at [0].expires",
    ].join("\n"),
  );
});

test("a waiver of a rule that does not exist is refused", () => {
  expect(() => parseWaivers([waiver], [])).toThrow(
    'the waivers name rules that do not exist, expected names of files in rules/, got "alb-https"',
  );
});

test.each([
  ["dev", undefined, "advisory"],
  ["poc", undefined, "advisory"],
  ["stage", undefined, "mandatory"],
  ["prod", undefined, "mandatory"],
  ["dev", "production", "disabled"],
  ["prod", "production", "mandatory"],
] as const)("in %s a rule of %p is %s", (profile, of, level) => {
  expect(levelOf({ ...(of !== undefined && { of }) }, profile)).toBe(level);
});

test("the engine is told how strict each rule is with a stack, and what it lets off", () => {
  const stack = { layer: "30-ecs", product: "utm", profile: "stage" };
  expect(configurePack(stack, today)).toMatchObject({
    "alb-https": { enforcementLevel: "mandatory", waived: ["public-http"] },
    "rds-encrypted": { enforcementLevel: "mandatory", waived: [] },
  });
  expect(configurePack({ ...stack, profile: "dev" }, today)).toMatchObject({
    "alb-https": { enforcementLevel: "advisory", waived: [] },
    "rds-multi-az": { enforcementLevel: "disabled" },
  });
});

test("a stack that does not say what it is is held to everything", () => {
  const configured = configurePack({ layer: "base", product: undefined, profile: undefined }, today);
  expect(new Set(Object.values(configured).map(({ enforcementLevel }) => enforcementLevel))).toEqual(
    new Set(["mandatory"]),
  );
});
