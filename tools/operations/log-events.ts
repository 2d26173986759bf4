import { setTimeout as sleep } from "node:timers/promises";
import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";

/** Which lines of a log are meant. */
export interface LogQuery {
  aws: AwsSettings;
  logGroup: string;
  /** In milliseconds since 1970. */
  since: number;
  /** Only streams whose names begin so. */
  streamPrefix?: string | undefined;
  /** As CloudWatch Logs writes filters: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  filter?: string | undefined;
}

export interface LogLine {
  id: string;
  /** In milliseconds since 1970. */
  at: number;
  stream: string;
  message: string;
}

/** Lines can be found a little later than others that are younger. */
const overlapMilliseconds = 30_000;

/**
 * Reads the lines of a log, oldest first.
 *
 * @throws UserError where there is no such log group
 */
export async function* readLog({
  aws,
  logGroup,
  since,
  streamPrefix,
  filter,
}: LogQuery): AsyncGenerator<LogLine> {
  const { CloudWatchLogsClient, ResourceNotFoundException, paginateFilterLogEvents } =
    await import("@aws-sdk/client-cloudwatch-logs");
  const pages = paginateFilterLogEvents(
    { client: new CloudWatchLogsClient(aws) },
    {
      ...{ logGroupName: logGroup, startTime: since },
      ...(streamPrefix !== undefined && { logStreamNamePrefix: streamPrefix }),
      ...(filter !== undefined && { filterPattern: filter }),
    },
  );
  try {
    for await (const { events = [] } of pages) {
      for (const { eventId = "", timestamp = 0, logStreamName = "", message = "" } of events) {
        yield { id: eventId, at: timestamp, stream: logStreamName, message: message.trimEnd() };
      }
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new UserError(`AWS has no log group "${logGroup}", expected the one that was deployed`, {
      remedy: "somebody has deleted it; see what else is missing: rollout drift",
      exitCode: 1,
    });
  }
}

/** Reads a log again and again, and gives each line once. */
export class LogTail {
  readonly #query: LogQuery;
  readonly #seen = new Map<string, number>();
  #newest: number;

  constructor(query: LogQuery) {
    this.#query = query;
    this.#newest = query.since;
  }

  /** The lines that have come since the last call. */
  async read(): Promise<LogLine[]> {
    const since = Math.max(this.#query.since, this.#newest - overlapMilliseconds);
    for (const [id, at] of this.#seen) if (at < since) this.#seen.delete(id);
    const lines: LogLine[] = [];
    for await (const line of readLog({ ...this.#query, since })) {
      if (this.#seen.has(line.id)) continue;
      this.#seen.set(line.id, line.at);
      this.#newest = Math.max(this.#newest, line.at);
      lines.push(line);
    }
    return lines;
  }

  /** Every line as it comes, until it is aborted. */
  async *follow(pauseSeconds: number, stop: AbortSignal): AsyncGenerator<LogLine> {
    while (!stop.aborted) {
      yield* await this.read();
      await sleep(pauseSeconds * 1000, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

/**
 * Reads "90s", "10m", "2h" or "3d".
 *
 * @returns milliseconds
 * @throws UserError for anything else
 */
export function parseAge(text: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit];
  if (count !== undefined && seconds !== undefined) return Number(count) * seconds * 1000;
  throw new UserError(`--since is no time span, expected a number with s, m, h or d, got "${text}"`, {
    remedy: "write for example: --since 10m",
  });
}
