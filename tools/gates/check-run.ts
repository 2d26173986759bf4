import { setTimeout as sleep } from "node:timers/promises";
import type { Contract } from "../../shared/contract.ts";
import type { Check, GateInput, World } from "../../shared/gate.ts";
import type { Finding } from "./findings.ts";

/** Time that a claim has to become true where its check says nothing else, in seconds. */
export const usualTimeoutSeconds = 30;
/** Longest time of one look, in seconds: what does not answer by then is down. */
const lookSeconds = 30;
const longestDelaySeconds = 15;

/** How a look can be made: not at all where `why` says so. */
export type Ways = { world: Omit<World, "signal">; stop: AbortSignal } | { why: string };

/** Seconds to wait before the next look: each wait is twice the one before. */
export function delayBeforeLook(look: number): number {
  return Math.min(longestDelaySeconds, 2 ** (look - 2));
}

/** Looks until the claim is true, its time is over, or looking again would say the same. Never throws. */
export async function runCheck<C extends Contract, Config>(
  check: Check<C, Config>,
  input: GateInput<C, Config>,
  ways: Ways,
): Promise<Finding> {
  const { id, title, expected, remedy, reach } = check;
  const started = Date.now();
  const told = (looks: number) => ({ check: id, title, seconds: (Date.now() - started) / 1000, looks });

  const skipped = check.skip?.(input);
  if (skipped !== undefined) return { ...told(0), status: "not-needed", reason: skipped };
  if (reach !== undefined && "why" in ways) return { ...told(0), status: "not-run", reason: ways.why };

  const stop = "stop" in ways ? ways.stop : new AbortController().signal;
  const deadline = started + (check.timeoutSeconds ?? usualTimeoutSeconds) * 1000;
  for (let looks = 1; ; looks++) {
    const seen = await lookOnce(check, input, ways, stop);
    if ("reason" in seen) return { ...told(looks), status: "not-run", reason: seen.reason };
    if (seen.faults.length === 0) return { ...told(looks), status: "passed" };
    const pause = delayBeforeLook(looks + 1) * 1000;
    if (seen.isFinal || stop.aborted || Date.now() + pause > deadline) {
      const status = check.warnsOnly?.(input) === true ? "warned" : "failed";
      const got = stop.aborted ? `${seen.faults.join("; ")} (interrupted)` : seen.faults.join("; ");
      return { ...told(looks), status, expected, got, remedy };
    }
    await sleep(pause, undefined, { signal: stop }).catch(() => undefined);
  }
}

type Seen = { faults: string[]; isFinal: boolean } | { reason: string };

async function lookOnce<C extends Contract, Config>(
  check: Check<C, Config>,
  input: GateInput<C, Config>,
  ways: Ways,
  stop: AbortSignal,
): Promise<Seen> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(lookSeconds * 1000)]);
  const late = new Promise<never>((_, reject) => {
    const say = () => reject(new Error(stop.aborted ? "nothing yet" : `no answer in ${lookSeconds} seconds`));
    signal.addEventListener("abort", say, { once: true });
  });
  // A look that throws at once leaves nobody to hear of this.
  late.catch(() => undefined);
  try {
    const world = { ...("world" in ways ? ways.world : unreachable), signal };
    return { faults: await Promise.race([check.look(input, world), late]), isFinal: false };
  } catch (error) {
    if ((error as Error).name === "NotReachable") return { reason: (error as Error).message };
    return { faults: [describeError(error)], isFinal: isLasting(error) };
  }
}

const nowhere = (): never => {
  throw new Error("a check without reach has looked at the world; declare what it reaches");
};
const unreachable = { aws: nowhere, fetch: nowhere, database: nowhere };

/** Errors that are the same at the next look: missing rights and credentials. */
function isLasting(error: unknown): boolean {
  return /^(AccessDenied|UnauthorizedOperation|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|CredentialsProvider|AuthFailure)/.test(
    (error as Error).name,
  );
}

/** What went wrong, with what fetch hides below "fetch failed". */
function describeError(error: unknown): string {
  const { name, message, cause } = error as Error;
  const below = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : "";
  return `${name === "Error" || name === "TypeError" ? "" : `${name}: `}${message}${below}`;
}
