import { join } from "node:path";
import type { Benchmark } from "./harness/benchmark.ts";
import { cloneRepository } from "./harness/clone.ts";

export const start: Benchmark = {
  name: "start",
  question: "How long does `npm start` take somebody who has just cloned the repository, and the next time?",
  byDefault: false,
  async run(setting) {
    // No engine of an earlier time; the packages may be in npm's own cache.
    const { npm } = await cloneRepository(setting, { XDG_CACHE_HOME: join(setting.folder, "cache") });
    const cold = await npm("start");
    const warm = await npm("start");
    const fresh = await npm("start", "--", "--fresh");
    return {
      measures: [
        { id: "start-cold", what: "`npm start` in a new clone", unit: "s", samples: [cold] },
        { id: "start-warm", what: "`npm start` once more", unit: "s", samples: [warm] },
        { id: "start-fresh", what: "`npm start -- --fresh`: all of it again", unit: "s", samples: [fresh] },
      ],
      notes: [
        "In a new clone npm's own cache may hold the packages, but nothing is installed and there is no Pulumi engine.",
      ],
    };
  },
};
