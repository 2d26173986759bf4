import { writeFileSync } from "node:fs";
import { environmentVariable } from "../../shared/environment.ts";

// Loaded before a program that is measured (node --import): says at its end how much memory it has had at most.
const file = environmentVariable("BENCH_USAGE_FILE");
if (file !== undefined) {
  process.on("exit", () => {
    writeFileSync(file, JSON.stringify({ peakKilobytes: process.resourceUsage().maxRSS }));
  });
}
