import * as pulumi from "@pulumi/pulumi";

/** An upstream's output lacks an entry that this layer's configuration or code names. */
export class MissingEntryError extends pulumi.RunError {}

/**
 * One entry of a map that an upstream publishes.
 *
 * @param remedy what to do when it is not there
 */
export function entryOf<T>(
  entries: Readonly<Record<string, T>>,
  name: string,
  { what, remedy }: { what: string; remedy: string },
): T {
  const entry = entries[name];
  if (entry === undefined) {
    const known = Object.keys(entries).sort().join(", ") || "none";
    throw new MissingEntryError(`${what} "${name}" is not published, expected one of: ${known}; ${remedy}`);
  }
  return entry;
}
