import type { CheckedCdnConfig } from "./config.ts";

/** The patterns that match a path and everything below it: CloudFront's "/api/*" alone misses "/api". */
export function matchedPatterns(path: string): string[] {
  return /^\/.+\/\*$/.test(path) ? [path.slice(0, -2), path] : [path];
}

/** One path of a behavior and the configuration key that asks for it. */
export interface BehaviorPath {
  pattern: string;
  key: string;
}

/** Every path of a behavior, in the order in which CloudFront tries them. */
export function behaviorPaths(cdn: CheckedCdnConfig["cdn"]): BehaviorPath[] {
  const of = (key: string, paths: readonly string[], expand = true) =>
    paths.flatMap((path) => (expand ? matchedPatterns(path) : [path]).map((pattern) => ({ pattern, key })));
  return [
    ...of("websocket.paths", cdn.websocket?.paths ?? []),
    ...cdn.extraOrigins.flatMap(({ paths }, index) => of(`extraOrigins.${index}.paths`, paths)),
    ...(cdn.apiRoute ? of("apiPaths", cdn.apiPaths) : []),
    ...(cdn.cache.staticTtlSeconds === undefined
      ? []
      : of("cache.staticPaths", cdn.cache.staticPaths, false)),
  ];
}
