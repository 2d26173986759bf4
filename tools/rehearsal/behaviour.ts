import { setTimeout as sleep } from "node:timers/promises";
import { openFaults, type FaultOptions } from "./fault-injection.ts";
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
  after(call: ResourceCall, made: Made): Promise<void>;
}

/** What AWS has after a call. */
export interface Made {
  readonly id: string;
  readonly properties: Properties;
}

export interface BehaviourOptions extends Omit<FaultOptions, "seed"> {
  /** Without it nothing takes any time, unless a fault does. */
  readonly latency?: Latency | undefined;
  /** Chooses among all equally likely times and faults; 1 by default. */
  readonly seed?: number | undefined;
}

/** Without options AWS answers at once and never fails. */
export function openBehaviour(options: BehaviourOptions): Behaviour {
  const { latency, seed = 1 } = options;
  const faults = openFaults({ ...options, seed });
  const speed = latency?.speed ?? 1;
  /** Seconds of AWS, which pass as fast as it is rehearsed. */
  const now = (): number => (performance.now() / 1000) * speed;
  return {
    async before(call) {
      const { seconds, error } = faults.meet(call, now());
      await wait(seconds / speed, call.signal);
      if (error !== undefined) throw error;
    },
    async after(call, made) {
      faults.remember(call, made, now());
      faults.kill(call);
      const timeout = faults.timeoutOf(call);
      if (timeout !== undefined) {
        // Without latency nobody wants to sit through a timeout.
        if (latency !== undefined) await wait((timeout.minutes * 60) / speed, call.signal);
        throw new Error(timeout.message);
      }
      const { operation } = call;
      if (latency === undefined || operation === "read") return;
      await wait(secondsOf(latency, { ...call, operation }, seed), call.signal);
    },
  };
}

/** @throws Error in the provider's words when the engine cancels meanwhile */
async function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (seconds === 0) return;
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch {
    throw new Error("context canceled");
  }
}
