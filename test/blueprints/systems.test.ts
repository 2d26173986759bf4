import { describe, expect, test } from "@jest/globals";
import { checkClaim } from "../support/evidence.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";
import { scenariosOf, systems } from "./systems.ts";

describe.each(systems)("$blueprint.name", ({ blueprint, features, evidence, variants }) => {
  test("has evidence for every feature, and none for anything else", () => {
    expect(Object.keys(evidence).sort()).toEqual(Object.keys(features).sort());
  });

  test.each(scenariosOf(blueprint, variants))("$name is what its features need", async (scenario) => {
    const planned = await planUnderMocks(scenario);
    const faults = Object.entries(evidence).flatMap(([id, proof]) =>
      proof.kind === "shown"
        ? (proof.claims[scenario.name] ?? []).flatMap((claim) => {
            const fault = checkClaim(claim, features[id]!, planned);
            return fault === undefined ? [] : [`${id}: ${fault}`];
          })
        : [],
    );
    expect(faults).toEqual([]);
  });
});
