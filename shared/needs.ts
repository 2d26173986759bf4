import type { z } from "zod";
import type { CommonConfig, Settled } from "./config-schema.ts";
import type { QuotaName } from "./quotas.ts";
import type { RegionalService } from "./regions.ts";

/** What a layer takes for granted about the world before it is brought up for the first time. */
export interface LayerNeeds {
  /** Services that not every region has. */
  services?: RegionalService[];
  /** How much of each quota it uses at most, in its account and region. */
  quotas?: Partial<Record<QuotaName, number>>;
  /** A domain whose DNS is in Route 53: a zone that this layer makes, or one that has to exist. */
  domain?: { name: string; zone: "create" | "lookup"; zoneName: string; zoneId?: string | undefined };
  /** The account's OIDC provider of an issuer: AWS refuses to create a second one, and adopting takes a first. */
  oidcProvider?: { issuer: string; must: "be absent" | "exist" };
  /** GitHub environments that deploy, as "<owner>/<repository>". */
  github?: { repository: string; environment: string }[];
  /** Whether images of ours are built and pushed for it. */
  docker?: boolean;
}

/** The needs of one layer, derived from its configuration. */
export interface Needs<S extends z.ZodType<CommonConfig>> {
  /** The layer's schema, from its config.ts. */
  config: S;
  of(config: Settled<z.output<S>>): LayerNeeds;
}

/** Declares what a layer needs; the default export of its needs.ts. */
export function defineNeeds<S extends z.ZodType<CommonConfig>>(needs: Needs<S>): Needs<S> {
  return needs;
}
