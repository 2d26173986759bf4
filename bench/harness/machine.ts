import { arch, availableParallelism, cpus, platform, totalmem } from "node:os";
import packageFile from "../../package.json" with { type: "json" };
import type { Machine } from "./results.ts";

/** What the numbers hang on: processor, memory, system and the versions of what was measured. */
export function describeMachine(): Machine {
  const { dependencies } = packageFile;
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown processor",
    processors: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    versions: {
      Node: process.versions.node,
      Pulumi: dependencies["@pulumi/pulumi"],
      "@pulumi/aws": dependencies["@pulumi/aws"],
    },
  };
}
