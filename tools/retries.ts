import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./events.ts";

interface TransientError {
  pattern: RegExp;
  /** Why the same update may succeed a moment later. */
  reason: string;
}

/** Errors that pass by themselves. The provider has retried most of them for a while before it gives up. */
export const transientErrors: readonly TransientError[] = [
  {
    pattern:
      /\b(Throttl(ing|ed)(Exception)?|Rate exceeded|TooManyRequests(Exception)?|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded)\b/,
    reason: "AWS limits the rate of calls of an account",
  },
  {
    pattern:
      /\b(ServiceUnavailable|InternalServerError|InternalFailure|InternalServiceError|StatusCode: 50[0234])\b/i,
    reason: "AWS had a fault of its own",
  },
  {
    pattern:
      /connection reset by peer|TLS handshake timeout|i\/o timeout|unexpected EOF|temporary failure in name resolution|connection refused/i,
    reason: "the network failed",
  },
  {
    pattern:
      /role defined for the function cannot be assumed|Invalid IAM Instance Profile|is unable to assume the role|Invalid principal in policy|cannot be assumed by Lambda/i,
    reason: "a new role is known everywhere only after some seconds",
  },
  {
    pattern:
      /\b(OperationAborted|ConcurrentModification(Exception)?|ConcurrentUpdateException)\b|conflicting conditional operation|operation is already in progress|update is in progress for resource/i,
    reason: "AWS still works on an earlier change of the same thing",
  },
];

/** Why all of these faults may pass; undefined where one of them will not. */
export function transientReason(faults: readonly Fault[]): string | undefined {
  const reasons = faults.map(
    ({ message }) => transientErrors.find(({ pattern }) => pattern.test(message))?.reason,
  );
  return reasons.includes(undefined) ? undefined : reasons[0];
}

const firstDelaySeconds = 2;
const longestDelaySeconds = 60;

/** Each wait is three times the one before. */
export function delaySeconds(retry: number): number {
  return Math.min(longestDelaySeconds, firstDelaySeconds * 3 ** (retry - 1));
}

/** Waits, but no longer than until somebody presses Ctrl-C. */
export async function waitUnlessStopped(seconds: number, stop: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal: stop }).catch(() => undefined);
}
