import { profiles, type Profile } from "../../shared/config-schema.ts";
import { levelOf, type Level } from "./levels.ts";
import { rules } from "./rules.ts";
import { isInForce, namePattern, parseWaivers } from "./waiver.ts";
import { waivers } from "./waivers.ts";

/** The stack that is checked, by its configuration. */
export interface CheckedStack {
  readonly layer: string;
  /** Undefined where the stack does not say; it is then held to everything. */
  readonly product: string | undefined;
  readonly profile: string | undefined;
}

/** What the engine tells the pack about each rule: `pulumi … --policy-pack-config`. */
export type PackConfiguration = Record<string, { enforcementLevel: Level; waived: string[] }>;

/** How strict each rule is with a stack, and which of its resources are let off. */
export function configurePack({ layer, product, profile }: CheckedStack, today: Date): PackConfiguration {
  const known = profiles.find((candidate): candidate is Profile => candidate === profile) ?? "prod";
  const about = { layer, product: product ?? "", profile: known };
  const checked = parseWaivers(
    waivers,
    rules.map(({ name }) => name),
  ).filter((waiver) => isInForce(waiver, about, today));
  return Object.fromEntries(
    rules.map((rule) => [
      rule.name,
      {
        enforcementLevel: levelOf(rule, known),
        waived: checked.filter((waiver) => waiver.rule === rule.name).map(namePattern),
      },
    ]),
  );
}
