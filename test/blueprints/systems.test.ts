import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import { hasHeading } from "../support/markdown-headings.ts";
import { configKeysOf } from "../support/config-keys.ts";
import type { Planned } from "../support/planned.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";
import { makeSystemPage } from "./made-pages.ts";
import { findFaults, scenariosOf, systems } from "./systems.ts";

const root = join(import.meta.dirname, "..", "..");

// A product is up to eleven programs.
jest.setTimeout(60_000);

describe.each(systems)("$blueprint.name", (system) => {
  const { features, evidence } = system;
  const scenarios = scenariosOf(system);

  test("has evidence for every feature, and none for anything else", () => {
    expect(Object.keys(evidence).sort()).toEqual(Object.keys(features).sort());
  });

  test("names configuration keys that one of the feature's layers has", async () => {
    const keys = await configKeysOf(join(root, "stacks"));
    const unknown = Object.entries(features).flatMap(([id, { layers, keys: named }]) => {
      const candidates = layers === "all" || layers.length === 0 ? [...keys.keys()] : layers;
      return named
        .filter((key) => ![...candidates, "10-network"].some((layer) => keys.get(layer)?.has(key)))
        .map((key) => `${id}: ${key}`);
    });
    expect(unknown).toEqual([]);
  });

  test("claims something of every feature, in scenarios that exist", () => {
    const known = scenarios.map(({ name }) => name);
    for (const [id, proof] of Object.entries(evidence)) {
      if (proof.kind !== "shown") continue;
      expect({ id, claims: Object.values(proof.claims).flat().length }).not.toEqual({ id, claims: 0 });
      expect({ id, known }).toEqual({ id, known: expect.arrayContaining(Object.keys(proof.claims)) });
    }
  });

  test("points to files and headings that exist", () => {
    const places = Object.values(evidence).flatMap((proof) =>
      proof.kind === "shown" ? proof.see : [proof.where],
    );
    const missing = places.filter((place) => {
      const [file = "", heading] = place.split("#");
      if (!existsSync(join(root, file))) return true;
      return heading !== undefined && !hasHeading(readFileSync(join(root, file), "utf8"), heading);
    });
    expect(missing).toEqual([]);
  });

  const plans = new Map<string, Planned>();
  test.each(scenarios)("$name is what its features need", async (scenario) => {
    const planned = await planUnderMocks(scenario);
    plans.set(scenario.name, planned);
    expect(findFaults(system, scenario.name, planned)).toEqual([]);
  });

  // npm run docs:systems puts it right.
  test("has a page that shows what its layers build and cost now", async () => {
    const { is, shouldBe } = await makeSystemPage(system, (scenario) =>
      Promise.resolve(plans.get(scenario.name)!),
    );
    expect(is).toBe(shouldBe);
  });
});
