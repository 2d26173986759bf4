import { stringify } from "yaml";
import type { CommonConfig, Profile } from "./config-schema.ts";
import type { Contract } from "./contract.ts";

/** Where and for whom a blueprint is rendered: what `rollout init` asks for. */
export interface Target {
  profile: Profile;
  /** The stack name of all layers but the account's. */
  environment: string;
  product: string;
  account: { id: string; /** The stack name of the account layer. */ alias: string };
  region: string;
  /** The environment's apex domain and who looks after its DNS; without it the product uses the addresses that AWS gives. */
  domain?: { name: string; zone: "create" | "lookup" | "none" } | undefined;
  /** The repository whose workflows deploy the product; the ids are needed where it was made after 2026-07-15. */
  github: {
    owner: string;
    repository: string;
    ownerId?: string | undefined;
    repositoryId?: string | undefined;
  };
  /** Who gets notices about cost and alarms. */
  emails: readonly string[];
  /** Where AWS calls about the account; without it the account has no alternate contacts. */
  phone?: string | undefined;
  owner: string;
  costCenter: string;
  /** The bucket of Pulumi's state and the keys of the stacks' secrets, where it is kept in S3. */
  state?: { bucket: string; kmsKeyArns: readonly string[] } | undefined;
}

/** One product as configuration of the layers, without anything that is common to all layers. */
export interface Blueprint<Configs extends LayerConfigs = LayerConfigs> {
  readonly name: string;
  readonly title: string;
  readonly profiles: readonly Profile[];
  /** The target that is used where nobody says otherwise: in a rehearsal, and as `rollout init`'s suggestions. */
  target(profile: Profile): Target;
  /** The configuration of each layer that the product has; a layer that is left out does not exist for it. */
  layers(target: Target): Configs;
}

/** A layer's configuration without the keys that the target decides. */
export type LayerConfigs = Readonly<Record<string, object>>;

type TargetKeys = keyof CommonConfig;

/** What a blueprint says about one layer, typed by the layer's own schema. */
export type BlueprintLayer<Input extends object> = Omit<Input, TargetKeys> &
  Partial<Pick<Input, "tags" & keyof Input>>;

/** The accounts of the example targets; with credentials of any other one, every layer's provider refuses to work. */
const exampleAccounts = {
  dev: "111111111111",
  stage: "222222222222",
  prod: "333333333333",
  poc: "444444444444",
} as const;

/**
 * A target to start from: an account of its own for each environment, which is named after the profile.
 * Made up throughout: a real `up` refuses its account, and what else AWS would not notice (`tools/example-values.ts`).
 */
export function exampleTarget(
  profile: Profile,
  product: string,
  given: Pick<Target, "region"> & Partial<Target>,
): Target {
  return {
    profile,
    environment: profile,
    product,
    account: { id: exampleAccounts[profile], alias: profile },
    github: { owner: "example", repository: product },
    emails: [`${product}-alerts@example.com`],
    // Kept free for fiction.
    phone: "+1 555 0100",
    owner: "platform",
    costCenter: product,
    ...given,
  };
}

/** Whether a profile is held to the rules of production. */
export function isStrict(profile: Profile): boolean {
  return profile === "stage" || profile === "prod";
}

/**
 * Stands in a blueprint for a secret that only a person can set (`pulumi config set --secret --path`). It has the form
 * that an encrypted value has in Pulumi.<stack>.yaml, so whatever finds secrets there finds it.
 */
export const secretToSet = { secure: "" } as unknown as string;

/** One stack's configuration as a blueprint gives it. */
export interface RenderedStack {
  layer: string;
  stack: string;
  /** Values by key, without the "<layer>:" in front. */
  config: Readonly<Record<string, unknown>>;
}

/**
 * Renders a blueprint to the configuration of each of its stacks.
 *
 * @param contracts the layers' contracts, from which the upstreams to name are derived
 */
export function renderBlueprint(
  blueprint: Blueprint,
  target: Target,
  contracts: readonly Contract[],
): RenderedStack[] {
  const configs = blueprint.layers(target);
  const byLayer = new Map(contracts.map((contract) => [contract.layer, contract]));
  const stackOf = (layer: string) =>
    byLayer.get(layer)?.scope === "account" ? target.account.alias : target.environment;
  return Object.entries(configs).map(([layer, own]) => {
    const stack = stackOf(layer);
    const contract = byLayer.get(layer);
    const upstreams = Object.fromEntries([
      ...(contract?.reads ?? [])
        .filter((read) => stackOf(read.layer) !== stack)
        .map((read) => [read.layer, stackOf(read.layer)]),
      ...(contract?.optionalReads ?? [])
        .filter((read) => read.layer in configs)
        .map((read) => [read.layer, stackOf(read.layer)]),
    ]);
    const config = {
      product: target.product,
      ...(stack !== target.environment && { environment: stack }),
      profile: target.profile,
      accountId: target.account.id,
      region: target.region,
      owner: target.owner,
      costCenter: target.costCenter,
      ...own,
      ...(Object.keys(upstreams).length > 0 && { upstreams }),
    };
    return { layer, stack, config };
  });
}

/** A stack's configuration as the text of its Pulumi.<stack>.yaml. */
export function renderStackFile({ layer, config }: RenderedStack): string {
  const keyed = Object.fromEntries(Object.entries(config).map(([key, value]) => [`${layer}:${key}`, value]));
  return stringify({ config: keyed }, { lineWidth: 110, aliasDuplicateObjects: false });
}
