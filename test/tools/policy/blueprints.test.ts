import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { evaluate, type Violation } from "../../../tools/policy/evaluate.ts";
import { levelOf } from "../../../tools/policy/levels.ts";
import type { Rule } from "../../../tools/policy/rule.ts";
import { rules } from "../../../tools/policy/rules.ts";
import { identifiersOf, type StackResource } from "../../../tools/policy/stack.ts";
import { isExpired, isInForce, isWaived, namePattern, parseWaivers } from "../../../tools/policy/waiver.ts";
import { waivers } from "../../../tools/policy/waivers.ts";
import { allPolicyStacks, type PolicyStack } from "../../support/policy-stacks.ts";
import { ofResource, ofStacks } from "./cases/all.ts";

// Every layer of every blueprint in every profile is run once.
jest.setTimeout(120_000);

const today = new Date();
let stacks: PolicyStack[];
beforeAll(async () => {
  stacks = await allPolicyStacks();
});

/** What of a stack's violations nobody has waived. */
function open({ blueprint, profile, layer, resources }: PolicyStack): Violation[] {
  return evaluate(rules, resources).filter(({ rule, resource }) => {
    const patterns = waivers
      .filter(
        (waiver) =>
          waiver.rule === rule.name && isInForce(waiver, { product: blueprint, profile, layer }, today),
      )
      .map(namePattern);
    return levelOf(rule, profile) !== "disabled" && !isWaived(resource, patterns);
  });
}

const tell =
  (stack: PolicyStack) =>
  ({ rule, resource, message }: Violation) =>
    `${stack.blueprint} ${stack.profile} ${stack.layer}/${resource.name} ${rule.name}: ${message}`;

describe("the blueprints", () => {
  test("keep every rule in stage and prod but for what is waived", () => {
    const strict = stacks.filter(({ profile }) => profile === "stage" || profile === "prod");
    expect(strict.length).toBeGreaterThan(60);
    expect(strict.flatMap((stack) => open(stack).map(tell(stack)))).toEqual([]);
  });

  test("are told in dev and poc what they would have to change", () => {
    const told = stacks
      .filter(({ profile }) => profile === "dev" || profile === "poc")
      .flatMap((stack) =>
        open(stack).map(
          ({ rule, resource }) => `${stack.blueprint} ${stack.layer}/${resource.name} ${rule.name}`,
        ),
      );
    // Doc-pipeline starts open: whoever comes without TLS is answered without it.
    expect(told).toContain("doc-pipeline 30-ecs/public-http alb-https");
  });
});

describe("the waivers", () => {
  test("name rules that there are, with a reason and an end", () => {
    const names = rules.map(({ name }) => name);
    expect(parseWaivers(waivers, names)).toHaveLength(waivers.length);
  });

  test("have not expired", () => {
    expect(waivers.filter((waiver) => isExpired(waiver, today))).toEqual([]);
  });

  test("are all needed", () => {
    const isNeeded = (waiver: (typeof waivers)[number]) =>
      stacks.some(
        ({ blueprint, profile, layer, resources }) =>
          isInForce(waiver, { product: blueprint, profile, layer }, today) &&
          evaluate(
            rules.filter(({ name }) => name === waiver.rule),
            resources,
          ).some(({ resource }) => isWaived(resource, [namePattern(waiver)])),
      );
    expect(waivers.filter((waiver) => !isNeeded(waiver))).toEqual([]);
  });
});

describe("a hole in a blueprint is found", () => {
  test.each(Object.entries(ofResource))("%s", (name, { keeps, breaks }) => {
    const rule = ruleNamed(name);
    const type = rule.types[0]!;
    const host = hostOf(type, rule);
    const victim = host.resources.find((resource) => resource.type === type);
    const broken: StackResource = {
      ...(victim ?? { type, name: "seeded", key: "seeded", identifiers: [], madeFrom: {} }),
      name: "seeded",
      properties: { ...(victim?.properties ?? keeps), ...breaks },
    };
    const others = host.resources.filter((resource) => resource !== victim);
    expect(found(rule, [...others, broken])).toContain("seeded");
  });

  test.each(Object.entries(ofStacks))("%s", (name, { keeps, drop, change }) => {
    const rule = ruleNamed(name);
    const host = hostOf(rule.types[0]!, rule);
    const added = host.resources.some(({ type }) => rule.types.includes(type)) ? [] : keeps.map(asResource);
    const seeded = [...host.resources, ...added]
      .filter(({ type }) => type !== drop)
      .map((resource) =>
        resource.type === change?.[0]
          ? { ...resource, properties: { ...resource.properties, ...change[1] } }
          : resource,
      );
    expect(found(rule, seeded).length).toBeGreaterThan(found(rule, host.resources).length);
  });
});

function ruleNamed(name: string): Rule {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule === undefined) throw new Error(`there is no rule "${name}"`);
  return rule;
}

/** A stack that keeps the rule and has a resource of the type, in prod where there is one; any stack where none has. */
function hostOf(type: string, rule: Rule): PolicyStack {
  const byStrictness = stacks.toSorted((a, b) => Number(b.profile === "prod") - Number(a.profile === "prod"));
  const keeping = byStrictness.filter(({ resources }) => found(rule, resources).length === 0);
  return keeping.find(({ resources }) => resources.some((resource) => resource.type === type)) ?? keeping[0]!;
}

/** Names of the resources that break a rule. */
function found(rule: Rule, resources: readonly StackResource[]): string[] {
  return evaluate([rule], resources).map(({ resource }) => resource.name);
}

function asResource(
  [type, properties]: readonly [string, StackResource["properties"]],
  index: number,
): StackResource {
  const key = `seeded-${index}`;
  return { type, properties, key, name: key, identifiers: identifiersOf(properties), madeFrom: {} };
}
