import { stringify } from "yaml";
import type { z } from "zod";
import type { Profile } from "./config-schema.ts";

/** Where a blueprint is to be rendered for. */
export interface BlueprintTarget {
  /** Stack name of the environment's layers, such as "dev". */
  environment: string;
  /** The twelve digits of the AWS account. */
  accountId: string;
  region: string;
}

/** The configuration of one stack of one layer. */
export interface StackConfig {
  layer: string;
  stack: string;
  /** By key, without the "<layer>:" in front. */
  config: Readonly<Record<string, unknown>>;
}

/** One product's configuration of all its layers, as a function of profile and target. */
export interface Blueprint {
  /** As in `--blueprint`. */
  name: string;
  title: string;
  profiles: readonly Profile[];
  /** Where it is rehearsed and previewed when nobody says where. */
  defaultTarget(profile: Profile): BlueprintTarget;
  /** Every stack of the environment, the account stack included. */
  stacks(profile: Profile, target: BlueprintTarget): readonly StackConfig[];
}

/** One stack's configuration, which does not compile with a key or value that the layer's schema refuses. */
export function stackConfig<Schema extends z.ZodType>(
  layer: string,
  stack: string,
  _schema: Schema,
  config: z.input<Schema>,
): StackConfig {
  return { layer, stack, config: config as Record<string, unknown> };
}

/** The text of Pulumi.<stack>.yaml. Keys stay in the order of the blueprint; undefined ones are left out. */
export function renderStackFile({ layer, config }: StackConfig): string {
  const entries = Object.entries(config)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [`${layer}:${key}`, value]);
  return stringify({ config: Object.fromEntries(entries) }, { lineWidth: 0 });
}
