import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Blueprint, LayerConfigs, Target } from "../../shared/blueprint.ts";
import type { Profile } from "../../shared/config-schema.ts";

/** A product as it is rolled out in a test: a blueprint in one of its profiles, or one changed by configuration. */
export interface Scenario {
  /** The profile's name, or what is different: "prod", "Aurora instead of RDS". */
  name: string;
  blueprint: Blueprint;
  target: Target;
}

/** A product that chose otherwise than its blueprint, by configuration and nothing else. */
export interface Variant<Configs extends LayerConfigs = LayerConfigs> {
  profile: Profile;
  target?: Partial<Target>;
  /** Changes a copy of the layers' configuration. */
  change(layers: Configs): void;
}

export type Variants<Configs extends LayerConfigs = LayerConfigs> = Readonly<
  Record<string, Variant<Configs>>
>;

/** Variants of one blueprint, whose changes are checked against its layers' configuration. */
export function defineVariants<Configs extends LayerConfigs>(
  _blueprint: Blueprint<Configs>,
  variants: Variants<NoInfer<Configs>>,
): Variants {
  return variants;
}

/** The image that a delivery has pushed, by its digest. */
export const pushedImage = `sha256:${"1".repeat(64)}`;

const folder = join(import.meta.dirname, "..", "..", "shared", "blueprints");

/** Every blueprint of the repository, by name. */
export async function allBlueprints(): Promise<Blueprint[]> {
  const modules = await Promise.all(
    readdirSync(folder)
      .sort()
      .map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<{ default: Blueprint }>),
  );
  return modules.map(({ default: blueprint }) => blueprint);
}

/** A blueprint before anything of the application exists: what its first rollout makes. */
export function untouched(blueprint: Blueprint, profile: Profile): Scenario {
  return { name: `${profile}, nothing pushed yet`, blueprint, target: blueprint.target(profile) };
}

/** A blueprint in use: every service and worker has its image. */
export function running(blueprint: Blueprint, profile: Profile): Scenario {
  return { name: profile, blueprint: withImages(blueprint), target: blueprint.target(profile) };
}

/** A blueprint whose owner has turned off what AWS itself refuses to delete, before it is destroyed. */
export function givenUp(blueprint: Blueprint, profile: Profile): Scenario {
  const given = withChange(withImages(blueprint), (layers) => {
    const { data } = layers["20-data"] as { data: { db: { deletionProtection?: boolean } } };
    const { compute } = layers["30-ecs"] as { compute: { alb?: { deletionProtection?: boolean } } };
    const { auth } = (layers["50-auth"] ?? {}) as { auth?: { cognito?: { protect?: boolean } } };
    data.db.deletionProtection = false;
    if (!("engine" in compute)) compute.alb = { ...compute.alb, deletionProtection: false };
    if (auth?.cognito !== undefined) auth.cognito.protect = false;
  });
  return { name: `${profile}, to be destroyed`, blueprint: given, target: blueprint.target(profile) };
}

/** A variant in use. */
export function changed(blueprint: Blueprint, name: string, variant: Variant): Scenario {
  const target = { ...blueprint.target(variant.profile), ...variant.target };
  return { name, target, blueprint: withImages(withChange(blueprint, variant.change)) };
}

/** A blueprint whose layers are changed after it has made them. */
export function withChange<Configs extends LayerConfigs>(
  blueprint: Blueprint<Configs>,
  change: (layers: Configs) => void,
): Blueprint<Configs> {
  return {
    ...blueprint,
    layers(target) {
      const layers = structuredClone(blueprint.layers(target));
      change(layers);
      return layers;
    },
  };
}

interface Runnable {
  image?: string;
}

function withImages(blueprint: Blueprint): Blueprint {
  return withChange(blueprint, (layers) => {
    const { compute } = layers["30-ecs"] as { compute: { services: Record<string, Runnable> } };
    const { workers = {} } = (layers["60-queues"] ?? {}) as { workers?: Record<string, Runnable> };
    for (const one of [...Object.values(compute.services), ...Object.values(workers)])
      one.image ??= pushedImage;
  });
}
