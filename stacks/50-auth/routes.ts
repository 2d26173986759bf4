import type { ApiConfig, RouteConfig } from "./config.ts";

/** One method of one path as API Gateway has it. */
export interface PlannedRoute {
  method: string;
  /** Such as "/api/{proxy+}". */
  path: string;
  /** Whether api.authorizer checks it. */
  guarded: boolean;
  apiKey: boolean;
  throttle: RouteConfig["throttle"];
  /** The function that answers (backend function). */
  service: string;
}

/** "/api/*" also means "/api", which API Gateway's {proxy+} does not match. */
export function gatewayPaths(path: string): string[] {
  if (!path.endsWith("/*")) return [path];
  const base = path.slice(0, -2);
  return [base === "" ? "/" : base, `${base}/{proxy+}`];
}

/**
 * All routes of the API. Browsers send their preflight requests without cookies or keys, so where pages of other
 * origins may call, OPTIONS passes beside every route that asks for something.
 */
export function planRoutes(api: ApiConfig): PlannedRoute[] {
  return api.routes.flatMap((route) =>
    gatewayPaths(route.path).flatMap((path) => {
      const guarded = api.authorizer !== "none" && !route.public;
      const planned = { path, guarded, apiKey: route.apiKey, service: route.service ?? api.service };
      const methods = [...new Set(route.methods)];
      const preflight =
        api.cors !== undefined && (guarded || route.apiKey) && !methods.includes("OPTIONS")
          ? [{ ...planned, method: "OPTIONS", guarded: false, apiKey: false, throttle: undefined }]
          : [];
      return [...methods.map((method) => ({ ...planned, method, throttle: route.throttle })), ...preflight];
    }),
  );
}

/** One node of a REST API's tree of paths. */
export interface PathNode {
  path: string;
  parent: string;
  part: string;
}

/** The tree of paths below "/", parents first. */
export function planPathTree(paths: readonly string[]): PathNode[] {
  const nodes = new Map<string, PathNode>();
  for (const path of paths) {
    let parent = "/";
    for (const part of path.split("/").filter((segment) => segment !== "")) {
      const own = parent === "/" ? `/${part}` : `${parent}/${part}`;
      if (!nodes.has(own)) nodes.set(own, { path: own, parent, part });
      parent = own;
    }
  }
  return [...nodes.values()];
}

/** A logical name for a path: "/api/{proxy+}" becomes "api-proxy", "/" becomes "root". */
export function pathName(path: string): string {
  const name = path
    .replace(/\{proxy\+\}/g, "proxy")
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "root" : name;
}
