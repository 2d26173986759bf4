import type { z } from "zod";
import type { CommonConfig, Settled } from "./config-schema.ts";
import type { Contract, OutputValues } from "./contract.ts";

/**
 * What a check goes through to look at a layer. Without one it decides by the outputs and the configuration alone,
 * which works in a rehearsal as well.
 * - aws: the AWS SDK, with the credentials of whoever runs the gate
 * - internet: HTTP from where the gate runs
 * - database: SQL, where the database or a tunnel to it can be reached
 */
export type Reach = "aws" | "internet" | "database";

/** What a gate knows of its layer: what it published, and its configuration. Nothing of other layers. */
export interface GateInput<C extends Contract, Config> {
  outputs: OutputValues<C>;
  config: Settled<Config>;
}

/** Settings of an AWS SDK client, such as `new EC2Client(world.aws(region))`. */
export interface AwsSettings {
  region: string;
  maxAttempts: number;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** For S3 on an emulator, which has no host of its own for each bucket. */
  forcePathStyle?: boolean;
}

/** How a check reaches what it looks at. */
export interface World {
  aws(region: string): AwsSettings;
  /** Never follows a redirect, which is an answer too. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Where the database is reached: itself, or the near end of a tunnel. */
  database(host: string, port: number): { host: string; port: number };
  /** Aborted when a look has taken too long, or somebody pressed Ctrl-C twice. */
  signal: AbortSignal;
}

/** One claim about a layer that runs. */
export interface Check<C extends Contract, Config> {
  /** Kebab-case and unique in its gate, such as "trail-records". */
  id: string;
  /** The claim that is checked, such as "the trail records". */
  title: string;
  reach?: Reach;
  /** Why the claim means nothing for this configuration; undefined where it does mean something. */
  skip?(input: GateInput<C, Config>): string | undefined;
  /** What has to be seen, in words that follow "expected". */
  expected: string;
  /** What to do where it is not seen. */
  remedy: string;
  /** Whether a failure only warns: where it waits for a person, or an environment may live with it. */
  warnsOnly?(input: GateInput<C, Config>): boolean;
  /** How long the claim may take to become true, in seconds; it is looked at again until then. */
  timeoutSeconds?: number;
  /**
   * Looks once.
   *
   * @returns what was seen that is not as expected, all of it; empty where the claim is true
   * @throws NotReachable where it cannot look from here; any other error counts as something seen
   */
  look(input: GateInput<C, Config>, world: World): Promise<string[]> | string[];
}

/** Something only a person can see to, and that is remembered once somebody has said it is done. */
export interface Confirmation<Config> {
  /** Kebab-case and unique in its gate, such as "break-glass-user". */
  id: string;
  /** What is true once it is done. */
  what: string;
  /** Where and how to do it. */
  how: string;
  /** Whether it concerns an environment; always where it is left out. */
  applies?(config: Settled<Config>): boolean;
}

/** What a layer has to show before the layers that read it start. */
export interface Gate<C extends Contract, S extends z.ZodType<CommonConfig>> {
  contract: C;
  /** The layer's schema, from its config.ts. */
  config: S;
  checks: readonly Check<C, z.output<S>>[];
  confirmations?: readonly Confirmation<z.output<S>>[];
}

/** The layer cannot be looked at from here, which says nothing about it. */
export class NotReachable extends Error {
  override readonly name = "NotReachable";
}

/**
 * Declares a layer's gate; the default export of its gate.ts. AWS clients are imported inside `look`, so that listing
 * gates loads none.
 *
 * @throws Error where two checks or two confirmations have the same id
 */
export function defineGate<const C extends Contract, S extends z.ZodType<CommonConfig>>(
  gate: Gate<C, S>,
): Gate<C, S> {
  for (const ids of [gate.checks, gate.confirmations ?? []].map((items) => items.map(({ id }) => id))) {
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twice !== undefined)
      throw new Error(`gate of ${gate.contract.layer} has "${twice}" twice; rename one`);
  }
  return gate;
}
