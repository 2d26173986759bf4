/** The environment variable's value; undefined when it is not set or empty. The only reader of the process environment. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}

/** A copy of the whole process environment, to hand on to a child process. */
export function processEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
