import { z } from "zod";

const percent = z.int().min(1).max(100);

/** When a service gets more or fewer tasks. */
export const scaling = z
  .strictObject({
    min: z.int().min(1).describe("Fewest tasks"),
    max: z.int().min(1).describe("Most tasks"),
    cpu: percent.optional().describe("Average CPU use in percent to hold"),
    memory: percent.optional().describe("Average memory use in percent to hold"),
    requests: z.int().min(1).optional().describe("Requests per task and minute to hold"),
    responseTime: z
      .number()
      .positive()
      .optional()
      .describe("Average response time in seconds above which tasks are added; others take them away again"),
    scaleInSeconds: z.int().min(0).default(300).describe("Time between two reductions"),
    scaleOutSeconds: z.int().min(0).default(60).describe("Time between two increases"),
    schedule: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[a-z][a-z0-9-]*$/)
            .describe("Such as evening"),
          at: z
            .string()
            .regex(/^(cron|rate|at)\(.+\)$/, 'expected an expression such as "cron(0 20 * * ? *)"')
            .describe("When"),
          timezone: z.string().default("Etc/UTC").describe("IANA name of the time zone"),
          min: z.int().min(0).describe("Fewest tasks from then on"),
          max: z.int().min(0).describe("Most tasks from then on"),
        }),
      )
      .default([])
      .describe("Changes of the limits at fixed times"),
  })
  .superRefine((value, context) => {
    if (value.min > value.max) {
      context.addIssue({
        code: "custom",
        path: ["max"],
        message: `is below min, expected at least ${value.min}, got ${value.max}`,
      });
    }
    if (
      value.responseTime !== undefined &&
      [value.cpu, value.memory, value.requests].every((one) => one === undefined)
    ) {
      context.addIssue({
        code: "custom",
        path: ["responseTime"],
        message:
          "only adds tasks, expected cpu, memory or requests beside it to take them away again; set one",
      });
    }
    value.schedule.forEach((change, index) => {
      if (change.min > change.max) {
        context.addIssue({
          code: "custom",
          path: ["schedule", index, "max"],
          message: `is below min, expected at least ${change.min}, got ${change.max}`,
        });
      }
    });
    const names = value.schedule.map(({ name }) => name);
    for (const name of new Set(names.filter((one, at) => names.indexOf(one) !== at))) {
      context.addIssue({
        code: "custom",
        path: ["schedule"],
        message: `names "${name}" more than once, expected each name once; rename one`,
      });
    }
  });

export type ScalingConfig = z.output<typeof scaling>;
