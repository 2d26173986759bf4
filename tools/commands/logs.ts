import { findOne, listAll, type Found, type OperableEnvironment } from "../operations/environment.ts";
import { LogTail, parseAge, readLog, type LogLine } from "../operations/log-events.ts";
import { awsOf, openSession } from "../operations/session.ts";
import { paint, print } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

export interface LogsOptions extends ProjectOptions {
  since: string;
  follow?: boolean;
  filter?: string;
}

const pauseSeconds = 2;

/** `rollout logs <service>`: shows a log, and with --follow also what comes until it is interrupted. */
export async function logs(name: string, options: LogsOptions): Promise<number> {
  const since = Date.now() - parseAge(options.since);
  const { environment, world } = await openSession("logs", options);
  const found = findOne(environment, "service or log", listLogs(environment), name);
  const query = {
    ...{ aws: await awsOf(found.stack, world), logGroup: found.it, since },
    filter: options.filter,
  };
  const lines =
    options.follow === true
      ? new LogTail(query).follow(pauseSeconds, new AbortController().signal)
      : readLog(query);
  for await (const line of lines) print(describeLine(line));
  return 0;
}

/** The log groups of services, and others that layers name. */
export function listLogs(environment: OperableEnvironment): Found<string>[] {
  return [
    ...listAll(environment, "services").map((service) => ({ ...service, it: service.it.logGroup })),
    ...listAll(environment, "logs"),
  ];
}

/** The end of a stream's name tells tasks apart. */
function describeLine({ at, stream, message }: LogLine): string {
  return `${paint("gray", `${new Date(at).toISOString()} ${stream.slice(-8)}`)} ${message}`;
}
