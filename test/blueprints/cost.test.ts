import { describe, expect, test } from "@jest/globals";
import { estimateCost } from "../../tools/cost/estimate.ts";
import { costedLayers } from "../support/costed-layers.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";
import { allBlueprints, running } from "../support/scenarios.ts";

/** USD a month in use, standing cost only; a change of a blueprint that moves one is to be meant. */
const expected: Record<string, Record<string, number>> = {
  "app-runner": { dev: 60.48, stage: 62.48, prod: 271.01 },
  "doc-pipeline": { dev: 118.75, stage: 301.26, prod: 569.69 },
  tap: { poc: 90.62 },
  utm: { dev: 215.61, stage: 273.39, prod: 446.45 },
  "web-api": { dev: 102.3, stage: 115.4, prod: 359.46 },
};

describe.each((await allBlueprints()).map((blueprint) => [blueprint.name, blueprint] as const))(
  "%s",
  (name, blueprint) => {
    test.each(blueprint.profiles)(
      "costs in %s what is expected, and nothing in it is without a price",
      async (profile) => {
        const scenario = running(blueprint, profile);
        const layers = costedLayers(await planUnderMocks(scenario), scenario.target.region);
        const estimate = estimateCost(layers);
        expect(estimate.layers.flatMap(({ notPriced }) => notPriced)).toEqual([]);
        expect(Math.abs(estimate.usd - expected[name]![profile]!)).toBeLessThan(
          expected[name]![profile]! * 0.1,
        );
      },
    );
  },
);
