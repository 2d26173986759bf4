import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const target = z.strictObject({ bound: z.enum(["at most", "at least"]), value: z.number() });

const measure = z.strictObject({
  id: z.string().describe("The same from run to run"),
  what: z.string(),
  unit: z
    .enum(["s", "ms", "MB", "KB", "x"])
    .describe('"x" is a ratio of two things measured in the same round'),
  samples: z.array(z.number()).min(1),
  target: target.optional(),
  limit: z
    .string()
    .optional()
    .describe("What keeps it from its target and what was tried; shown where it is missed"),
});

const machine = z.strictObject({
  processor: z.string(),
  processors: z.int(),
  memoryGigabytes: z.number(),
  system: z.string(),
  versions: z.record(z.string(), z.string()),
});

const section = z.strictObject({
  name: z.string(),
  question: z.string(),
  at: z.iso.datetime(),
  commit: z.string(),
  seconds: z.number(),
  quick: z.boolean(),
  loadBefore: z.number().describe("The system's one-minute load average when it started"),
  machine,
  measures: z.array(measure),
  notes: z.array(z.string()),
});

/** What bench/results.json holds: for each benchmark its last run. */
export const results = z.strictObject({ format: z.literal(1), sections: z.array(section) });

export type Target = z.infer<typeof target>;
export type Measure = z.infer<typeof measure>;
export type Machine = z.infer<typeof machine>;
export type Section = z.infer<typeof section>;
export type Results = z.infer<typeof results>;

/** Reads a results file; none is like one without a run. */
export function readResults(file: string): Results {
  if (!existsSync(file)) return { format: 1, sections: [] };
  return results.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Puts new sections in the place of those of the same name, in the order of `names`; what is not in `names` goes. */
export function mergeSections(
  before: readonly Section[],
  now: readonly Section[],
  names: readonly string[],
): Section[] {
  return names.flatMap(
    (name) => now.find((one) => one.name === name) ?? before.find((one) => one.name === name) ?? [],
  );
}
