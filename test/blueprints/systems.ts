import type { Blueprint } from "../../shared/blueprint.ts";
import appRunner from "../../shared/blueprints/app-runner.ts";
import docPipeline from "../../shared/blueprints/doc-pipeline.ts";
import tap from "../../shared/blueprints/tap.ts";
import utm from "../../shared/blueprints/utm.ts";
import webApi from "../../shared/blueprints/web-api.ts";
import { checkClaim, type Evidence, type Features } from "../support/evidence.ts";
import type { Planned } from "../support/planned.ts";
import { changed, givenUp, running, untouched, type Scenario, type Variants } from "../support/scenarios.ts";
import { afterChanges, changes, type ChangeName } from "./changes.ts";
import { appRunnerEvidence, appRunnerVariants } from "./evidence/app-runner.ts";
import { docPipelineEvidence, docPipelineVariants } from "./evidence/doc-pipeline.ts";
import { tapEvidence, tapVariants } from "./evidence/tap.ts";
import { utmEvidence, utmVariants } from "./evidence/utm.ts";
import { webApiEvidence, webApiVariants } from "./evidence/web-api.ts";
import { appRunnerFeatures } from "./features/app-runner.ts";
import { docPipelineFeatures } from "./features/doc-pipeline.ts";
import { tapFeatures } from "./features/tap.ts";
import { utmFeatures } from "./features/utm.ts";
import { webApiFeatures } from "./features/web-api.ts";

/** A real system: what it asks for, its blueprint, and why that is believed to give it. */
export interface System {
  blueprint: Blueprint;
  features: Features;
  evidence: Readonly<Record<string, Evidence>>;
  variants: Variants;
  /** Which of the changes an ordinary test run makes to the running system; each is made to one system at least. */
  usualChange: ChangeName;
}

export const systems: readonly System[] = [
  {
    blueprint: docPipeline,
    features: docPipelineFeatures,
    evidence: docPipelineEvidence,
    variants: docPipelineVariants,
    usualChange: "a new image",
  },
  {
    blueprint: webApi,
    features: webApiFeatures,
    evidence: webApiEvidence,
    variants: webApiVariants,
    usualChange: "larger sizes",
  },
  {
    blueprint: appRunner,
    features: appRunnerFeatures,
    evidence: appRunnerEvidence,
    variants: appRunnerVariants,
    usualChange: "a new image",
  },
  {
    blueprint: utm,
    features: utmFeatures,
    evidence: utmEvidence,
    variants: utmVariants,
    usualChange: "one more service",
  },
  {
    blueprint: tap,
    features: tapFeatures,
    evidence: tapEvidence,
    variants: tapVariants,
    usualChange: "larger sizes",
  },
];

/** Every way in which a blueprint is looked at: each profile before and after the first images, and each variant. */
export function scenariosOf({ blueprint, variants }: System): Scenario[] {
  return [
    ...blueprint.profiles.flatMap((profile) => [untouched(blueprint, profile), running(blueprint, profile)]),
    ...Object.entries(variants).map(([name, variant]) => changed(blueprint, name, variant)),
  ];
}

/** The usual change first, then all others upon it: [["a"], ["a", "b"], ["a", "b", "c"]]. */
export function changesInTurn(usual: ChangeName): ChangeName[][] {
  const others = (Object.keys(changes) as ChangeName[]).filter((name) => name !== usual);
  const all = [usual, ...others];
  return all.map((_, index) => all.slice(0, index + 1));
}

/** A scenario by its name. */
export function findScenario(blueprint: string, name: string): Scenario {
  const system = systems.find((candidate) => candidate.blueprint.name === blueprint);
  const scenario =
    system &&
    [
      ...scenariosOf(system),
      ...system.blueprint.profiles.flatMap((profile) => [
        givenUp(system.blueprint, profile),
        ...changesInTurn(system.usualChange).map((names) =>
          afterChanges(running(system.blueprint, profile), names),
        ),
      ]),
    ].find((candidate) => candidate.name === name);
  if (scenario === undefined) throw new Error(`"${blueprint}" has no scenario "${name}"`);
  return scenario;
}

/** Every claim about a system that is not true of it as planned, in one scenario. */
export function findFaults({ features, evidence }: System, scenario: string, planned: Planned): string[] {
  return Object.entries(evidence).flatMap(([id, proof]) =>
    (proof.kind === "shown" ? (proof.claims[scenario] ?? []) : []).flatMap((claim) => {
      const fault = checkClaim(claim, features[id]!, planned);
      return fault === undefined ? [] : [`${id}: ${fault}`];
    }),
  );
}
