import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Made, ResourceCall } from "./behaviour.ts";
import { entryOf } from "./catalogue/index.ts";
import { concerns, faultSchema, isPicked, throttledDelays, type Fault, type FaultOf } from "./faults.ts";
import { mentions } from "./property-values.ts";
import { nounOf, refusalFor } from "./refusal-wording.ts";
import { Refusal } from "./refusal.ts";

export interface FaultOptions {
  readonly faults?: readonly Fault[] | undefined;
  /** Where `faults.json` is looked for at every call, so that a test can break and mend a rollout while it runs. */
  readonly stateDir?: string | undefined;
  readonly seed: number;
  /** Ends the stand-in, or the engine that works on a resource, at once. */
  readonly kill?: ((process: FaultOf<"die">["process"], urn: string) => void) | undefined;
}

export interface Faults {
  /** What a call meets before AWS sees it: how many seconds of AWS later it arrives, or fails with what. */
  meet(call: ResourceCall, now: number): { seconds: number; error: Error | undefined };
  /** What a new resource means for the calls to come; `now` in seconds of AWS. */
  remember(call: ResourceCall, made: Made, now: number): void;
  /** How long the provider waits for something to become ready, and then says, where it never does. */
  timeoutOf(call: ResourceCall): { minutes: number; message: string } | undefined;
  /** Ends a process where one is to die at this call. */
  kill(call: ResourceCall): void;
}

/** How long the provider asks again for a role that is new. https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/consts.go */
const patienceSeconds = 120;

interface Lagging extends Made {
  readonly token: string;
  readonly knownAt: number;
}

/** Decides which calls go wrong, by seed and resource; only what has a number depends on the order of calls. */
export function openFaults({ faults = [], stateDir, seed, kill }: FaultOptions): Faults {
  const counts = new Map<string, number>();
  const lagging: Lagging[] = [];
  const fromFile = stateDir === undefined ? () => [] : followFile(join(stateDir, "faults.json"));

  const faultsOn = <Kind extends Fault["kind"]>(kind: Kind, call: ResourceCall): FaultOf<Kind>[] =>
    [...faults, ...fromFile()].filter(
      (fault): fault is FaultOf<Kind> => fault.kind === kind && concerns(fault, call),
    );
  /** Counts every call that a fault with a number concerns. */
  const isHit = (fault: FaultOf<"fail" | "timeout" | "die">, call: ResourceCall): boolean => {
    if ("share" in fault && !isPicked(fault.share, seed, fault.kind, call)) return false;
    if (fault.nth === undefined) return true;
    const key = JSON.stringify(fault);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === fault.nth;
  };
  const refusal = ({ token, operation, name }: ResourceCall, code: string, message: string): Refusal =>
    refusalFor(entryOf(token) ?? { token }, operation, name, code, message);

  return {
    meet(call, now) {
      let seconds = 0;
      for (const fault of faultsOn("throttle", call)) {
        const delays = throttledDelays(fault, seed, call);
        seconds += delays.seconds;
        const attempts = `exceeded maximum number of attempts, ${fault.retries + 1}: Rate exceeded`;
        if (delays.givesUp) return { seconds, error: refusal(call, "ThrottlingException", attempts) };
      }
      for (const unknown of lagging) {
        const left = unknown.knownAt - now;
        if (left <= 0 || !refersTo(call, unknown)) continue;
        seconds += Math.min(left, patienceSeconds);
        if (left > patienceSeconds) return { seconds, error: refusal(call, ...unknownTo(unknown)) };
      }
      const failure = faultsOn("fail", call).find((fault) => isHit(fault, call));
      if (failure === undefined) return { seconds, error: undefined };
      const error =
        failure.error === undefined
          ? refusal(call, "InjectedFault", "the rehearsal was asked to fail here")
          : new Refusal("InjectedFault", failure.error);
      return { seconds, error };
    },
    remember(call, { id, properties }, now) {
      for (const fault of faultsOn("lag", call)) {
        if (!isPicked(fault.share, seed, "lag", call)) continue;
        lagging.push({ token: call.token, id, properties, knownAt: now + fault.seconds });
      }
    },
    timeoutOf(call) {
      const timeout = faultsOn("timeout", call).find((fault) => isHit(fault, call));
      if (timeout === undefined) return undefined;
      const { minutes } = timeout;
      return { minutes, message: `timeout while waiting for it to become ready (timeout: ${minutes}m0s)` };
    },
    kill(call) {
      const death = faultsOn("die", call).find((fault) => isHit(fault, call));
      if (death === undefined) return;
      if (kill === undefined)
        throw new Error(`nobody has told the stand-in AWS how to kill the ${death.process}`);
      kill(death.process, call.urn);
    },
  };
}

function refersTo(call: ResourceCall, { id, properties }: Lagging): boolean {
  const { arn } = properties;
  return mentions(call.inputs, (text) => text === id || (typeof arn === "string" && text.includes(arn)));
}

/** Code and message of whoever does not know of something yet. */
function unknownTo({ token, id, properties }: Lagging): [code: string, message: string] {
  if (token === "aws:iam/role:Role") {
    return [
      "InvalidParameterValueException",
      `the service is unable to assume the role ${String(properties["arn"])}`,
    ];
  }
  const noun = nounOf(entryOf(token) ?? { token });
  return ["ResourceNotFoundException", `the ${noun} ${id} does not exist`];
}

/** The faults in a file as it is now; none where there is no file. */
function followFile(file: string): () => readonly Fault[] {
  let text = "";
  let faults: readonly Fault[] = [];
  return () => {
    const now = readIfThere(file);
    if (now !== text) {
      text = now;
      faults = text === "" ? [] : parseFile(text, file);
    }
    return faults;
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** @throws Error naming the file and what is wrong in it */
function parseFile(text: string, file: string): Fault[] {
  try {
    return z.array(faultSchema).parse(JSON.parse(text));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Error(`the file "${file}" is not understood, expected a list of faults: ${problem}`);
  }
}
