import type { World } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";

/** Host and port, such as the near end of a tunnel. */
export interface Address {
  host: string;
  port: number;
}

/**
 * The world as this machine reaches it, with the credentials that the AWS SDK finds (AWS_PROFILE, SSO, a role).
 *
 * @param tunnel where databases are reached instead of at their own addresses
 */
export function openWorld(tunnel: Address | undefined): Omit<World, "signal"> {
  return {
    aws: (region) => ({ region, maxAttempts: 3 }),
    fetch: (url, init) => fetch(url, { redirect: "manual", ...init }),
    database: (host, port) => tunnel ?? { host, port },
  };
}

/** Reads "127.0.0.1:5432". @throws UserError for anything else */
export function parseAddress(text: string): Address {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && Number(port) > 0 && Number(port) < 65536) return { host, port: Number(port) };
  throw new UserError(`--database is wrong, expected <host>:<port>, got "${text}"`, {
    remedy: "name the near end of a tunnel, such as: --database 127.0.0.1:15432",
  });
}
