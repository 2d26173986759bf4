import { homedir } from "node:os";
import { join } from "node:path";
import { environmentVariable } from "../../shared/environment.ts";

/** The folder of this user's built engines, one subfolder for each version and platform. */
export function engineCache(): string {
  return join(userCache(), "micro-stacks", "engine");
}

function userCache(): string {
  const configured = environmentVariable("XDG_CACHE_HOME");
  if (configured !== undefined && configured !== "") return configured;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
