import { setTimeout as sleep } from "node:timers/promises";
import { throwFault } from "./faults.ts";
import { secondsOf, type Latency } from "./latency/latency.ts";
import type { Properties } from "./property-values.ts";
import type { Operation } from "./rules/rule.ts";

/** What the provider is asked to do with one resource. */
export interface ResourceCall {
  readonly token: string;
  readonly name: string;
  readonly urn: string;
  readonly operation: Operation | "read";
  /** At a delete the properties of the resource. */
  readonly inputs: Properties;
  /** Aborted when the engine wants no answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/** How AWS behaves on the way of a call, apart from what it does with it. */
export interface Behaviour {
  /** Before AWS has seen the call: takes time, or throws the error with which the provider gives up. */
  before(call: ResourceCall): Promise<void>;
  /** After AWS has done it, and before the provider has seen so: likewise. */
  after(call: ResourceCall): Promise<void>;
}

export interface BehaviourOptions {
  /** Without it nothing takes any time. */
  readonly latency?: Latency | undefined;
  /** Chooses among all equally likely times and faults; 1 by default. */
  readonly seed?: number | undefined;
  /** Where `faults.json` is looked for. */
  readonly stateDir?: string | undefined;
}

/** Without options AWS answers at once and never fails. */
export function openBehaviour({ latency, seed = 1, stateDir }: BehaviourOptions): Behaviour {
  return {
    async before({ token, name, operation }) {
      if (stateDir !== undefined) throwFault(stateDir, token, name, operation);
    },
    async after(call) {
      const { operation } = call;
      if (latency === undefined || operation === "read") return;
      await wait(secondsOf(latency, { ...call, operation }, seed), call.signal);
    },
  };
}

/** @throws Error in the provider's words when the engine cancels meanwhile */
async function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch {
    throw new Error("context canceled");
  }
}
