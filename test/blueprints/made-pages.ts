import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allContracts } from "../support/contracts.ts";
import { planUnderMocks } from "../support/product-under-mocks.ts";
import { running } from "../support/scenarios.ts";
import { renderCosts, renderCoverage, renderDiagram, replaceMade } from "./pages.ts";
import { systems, type System } from "./systems.ts";

const docs = join(import.meta.dirname, "..", "..", "docs");

export interface MadePage {
  file: string;
  is: string;
  shouldBe: string;
}

/** docs/systems.md as it is and as it should be. */
export function makeCoveragePage(): MadePage {
  return madePage("systems.md", renderCoverage(systems));
}

/** A system's page as it is and as it should be. */
export async function makeSystemPage({ blueprint }: System, plan = planUnderMocks): Promise<MadePage> {
  const products = [];
  for (const profile of blueprint.profiles) {
    const scenario = running(blueprint, profile);
    products.push({ profile, region: scenario.target.region, planned: await plan(scenario) });
  }
  const { profile, planned } = products.at(-1)!;
  const made = [
    "## What it builds",
    "",
    `In ${profile}, with images:`,
    "",
    renderDiagram(planned, await allContracts()),
    "",
    "## What it costs",
    "",
    renderCosts(products),
    "",
    `List prices of what stands there whether it is used or not; \`rollout cost --blueprint ${blueprint.name}\` shows every line and what is left out.`,
  ];
  return madePage(join("systems", `${blueprint.name}.md`), made.join("\n"));
}

function madePage(name: string, made: string): MadePage {
  const file = join(docs, name);
  const is = readFileSync(file, "utf8");
  return { file, is, shouldBe: replaceMade(is, made) };
}
