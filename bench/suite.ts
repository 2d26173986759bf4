import { join } from "node:path";
import type { Benchmark } from "./harness/benchmark.ts";
import { cloneRepository } from "./harness/clone.ts";
import type { Measure } from "./harness/results.ts";

export const suite: Benchmark = {
  name: "suite",
  question: "How long do the tests take?",
  byDefault: false,
  async run(setting) {
    const { npm } = await cloneRepository(setting, {});
    await npm("run", "setup");
    // jest keeps what it has compiled, by default for all clones.
    const cached = ["--", "--cacheDirectory", join(setting.folder, "jest")];
    const measures: Measure[] = [
      {
        ...{ id: "unit-cold", what: "`npm run test:unit`, nothing compiled before", unit: "s" },
        samples: [await npm("run", "test:unit", ...cached)],
      },
      {
        ...{ id: "unit-warm", what: "`npm run test:unit` once more", unit: "s" },
        samples: [await npm("run", "test:unit", ...cached)],
      },
    ];
    if (!setting.quick) {
      const samples = [await npm("test", ...cached)];
      measures.push({ id: "test", what: "`npm test`, all of them", unit: "s", samples });
    }
    return { measures, notes: ["In a clone with packages and engine, on as many processes as processors."] };
  },
};
