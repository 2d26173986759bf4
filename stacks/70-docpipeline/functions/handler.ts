import type { z } from "zod";
import { DocumentFault } from "./fault.ts";

/**
 * A Lambda handler that checks its event and lets no document text out in an error. Errors go into execution history
 * and logs, and a parser's message can quote what it read: everything but a DocumentFault is reduced to its name.
 */
export function defineHandler<Event extends z.ZodType, Result>(
  event: Event,
  run: (event: z.output<Event>) => Promise<Result>,
): (raw: unknown) => Promise<Result> {
  return async (raw) => {
    const checked = event.safeParse(raw);
    if (!checked.success) {
      const where = checked.error.issues.map((issue) => issue.path.join(".") || "(event)").join(", ");
      throw named(
        "WrongEvent",
        `the event is wrong at ${where}; the state machine and the function disagree`,
      );
    }
    try {
      return await run(checked.data);
    } catch (error) {
      if (error instanceof DocumentFault) throw bare(error);
      throw isThrottle(error)
        ? named("Throttled", `${nameOf(error)} was reported by an AWS service`)
        : named("FunctionFailed", `${nameOf(error)} at ${placeOf(error)}`);
    }
  };
}

function isThrottle(error: unknown): boolean {
  const { $metadata, $retryable } = error as {
    $metadata?: { httpStatusCode?: number };
    $retryable?: { throttling?: boolean };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    $retryable?.throttling === true ||
    status === 429 ||
    status >= 500 ||
    /Throttl|SlowDown/.test(nameOf(error))
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error && /^[A-Za-z0-9_.]{1,60}$/.test(error.name) ? error.name : "Error";
}

/** The first frame of the stack, without the message that stands before it. */
function placeOf(error: unknown): string {
  const frame = (error instanceof Error ? (error.stack ?? "") : "")
    .split("\n")
    .find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return frame?.trim().slice(3) ?? "an unknown place";
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return bare(error);
}

/** The runtime would log and return the stack, which begins with the message and says nothing more. */
function bare<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
