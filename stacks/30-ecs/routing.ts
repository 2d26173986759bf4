/** The patterns of a rule: "/api/*" does not match "/api" itself, so that is added. */
export function matchedPaths(paths: readonly string[]): string[] {
  const withBare = paths.flatMap((path) =>
    path.endsWith("/*") && path !== "/*" ? [path.slice(0, -2), path] : [path],
  );
  return [...new Set(withBare)];
}
