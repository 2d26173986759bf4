/**
 * How long AWS takes, for rehearsals that should take as long, or a hundredth of it.
 *
 * On the command line, with `rollout up|destroy|preview|drift --rehearse`:
 *
 *     rollout up --rehearse --latency aws             as long as AWS takes, by aws-durations.ts
 *     rollout up --rehearse --latency aws/100         a hundred times faster
 *     rollout up --rehearse --latency aws/100 --seed 7   other times within the same spans; the same for every run
 *
 * From code, with the stand-in alone or with the table alone:
 *
 *     startStandIn({ stateDir, latency: parseLatency("aws/100"), seed: 7 })
 *     secondsOf(parseLatency("aws"), { token, operation: "create", inputs, urn }, 7)   one resource's own time
 *     secondsBetween({ token, operation: "create", inputs }, 0.5)                      the middle of its span
 *
 * A resource's time depends on the seed, its URN and the operation, not on what else runs: any concurrency, and any
 * tool that drives the same resources, meets the same times.
 */
import { UserError } from "../../errors.ts";
import { fractionOf } from "../chance.ts";
import type { Properties } from "../property-values.ts";
import type { Operation } from "../rules/rule.ts";
import { awsDurations, ordinary, type Duration, type Span } from "./aws-durations.ts";

export interface Latency {
  /** What the times of the table are divided by. */
  readonly speed: number;
}

export interface TimedOperation {
  readonly token: string;
  readonly operation: Operation;
  /** At a delete the properties of the resource. */
  readonly inputs: Properties;
}

/**
 * Reads what is given to `--latency`.
 *
 * @throws UserError when it is neither "aws" nor "aws/<number above 0>"
 */
export function parseLatency(text: string): Latency {
  const speed = /^aws(?:\/(\d+(?:\.\d+)?))?$/.exec(text);
  const latency = { speed: Number(speed?.[1] ?? 1) };
  if (speed !== null && latency.speed > 0) return latency;
  throw new UserError(`--latency is not understood, expected "aws" or "aws/<factor>", got "${text}"`, {
    remedy: "give --latency aws for the times of AWS, or --latency aws/100 for a hundredth of them",
  });
}

/** Seconds that this resource's operation takes, within the span of its type. */
export function secondsOf(
  latency: Latency,
  operation: TimedOperation & { readonly urn: string },
  seed: number,
): number {
  const fraction = fractionOf(seed, "latency", operation.urn, operation.operation);
  return secondsBetween(operation, fraction) / latency.speed;
}

/** Seconds that such an operation takes on AWS: at 0 the shortest of its span, at 1 the longest, at 0.5 the middle. */
export function secondsBetween(operation: TimedOperation, fraction: number): number {
  const [shortest, longest] = spanOf(operation);
  return shortest + (longest - shortest) * fraction;
}

function spanOf({ token, operation, inputs }: TimedOperation): Span {
  const found = awsDurations.find((duration) => duration.token === token && fits(duration, inputs));
  return found?.[operation] ?? ordinary[operation];
}

function fits({ when = {} }: Duration, inputs: Properties): boolean {
  return Object.entries(when).every(([name, wanted]) => {
    const value = inputs[name];
    if (wanted === "set") return value !== undefined && value !== null && value !== "";
    return wanted.some((one) => one === value);
  });
}
