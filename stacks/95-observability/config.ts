import { z } from "zod";
import { defineLayerConfig } from "../../shared/config-schema.ts";
import { alarmKindNames, alarmKinds, type AlarmKindName } from "./alarm-kinds.ts";

const limitOf = (name: AlarmKindName) => {
  const { counts, relaxed, strict } = alarmKinds[name];
  return z
    .union(
      [
        z.literal("off"),
        z.strictObject({
          threshold: z.number().min(0).optional().describe(counts),
          minutes: z.int().min(1).max(1440).optional().describe("For how long"),
        }),
      ],
      { error: 'expected { threshold, minutes } with minutes from 1 to 1440, or "off"' },
    )
    .optional()
    .describe(
      `${counts}; ${relaxed.threshold} for ${relaxed.minutes} minutes in dev and poc, ` +
        `${strict.threshold} for ${strict.minutes} in stage and prod`,
    );
};

const limits = Object.fromEntries(alarmKindNames.map((name) => [name, limitOf(name)])) as {
  [K in AlarmKindName]: ReturnType<typeof limitOf>;
};

const obs = z.strictObject({
  emails: z
    .array(z.email("expected an address such as ops@example.com"))
    .default([])
    .describe("Who gets the alerts; each address has to click the link in a mail from AWS once"),
  alarms: z
    .strictObject(limits)
    .prefault({})
    .describe("Limits by kind of alarm, where the profile's do not fit"),
  errorPattern: z
    .string()
    .min(1)
    .max(1024)
    .default("?ERROR ?FATAL ?CRITICAL ?Exception ?Traceback")
    .describe("CloudWatch filter pattern of a log line that reports an error"),
  tracing: z
    .enum(["off", "adot"])
    .default("off")
    .describe("As obs.tracing of 30-ecs: whether there are traces to sample and to group"),
  sampledPercent: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      "Percent of the requests that are traced, after one in each second; 100, and 5 in stage and prod",
    ),
  budget: z
    .strictObject({
      monthlyLimitUsd: z.number().min(1).describe("What this environment may cost in a month"),
    })
    .optional()
    .describe("A budget of this environment alone, by its tag, whose notices come with the alarms"),
  costAnomaly: z
    .strictObject({
      minimumImpactUsd: z.number().min(1).describe("Unexpected cost from which on there is a notice"),
    })
    .optional()
    .describe("Watch this environment's cost, by its tag, with notices that come with the alarms"),
});

/** The configuration of 95-observability. */
export const observabilityConfig = defineLayerConfig({ obs: obs.prefault({}) }).superRefine(
  ({ obs, profile }, context) => {
    if (new Set(obs.emails.map((email) => email.toLowerCase())).size < obs.emails.length) {
      context.addIssue({
        code: "custom",
        path: ["obs", "emails"],
        message: `has an address twice, expected each once, got ${obs.emails.join(", ")}; remove one`,
      });
    }
    if (profile === "prod" && obs.emails.length === 0) {
      context.addIssue({
        code: "custom",
        path: ["obs", "emails"],
        message: "is empty, expected somebody who is called when production is unwell; add an address",
      });
    }
    if (obs.sampledPercent !== undefined && obs.tracing === "off") {
      context.addIssue({
        code: "custom",
        path: ["obs", "sampledPercent"],
        message: "is set without traces, expected it only with obs.tracing adot; remove one of the two",
      });
    }
  },
);

export type ObservabilityConfig = z.output<typeof observabilityConfig>;
export type ObservabilityConfigInput = z.input<typeof observabilityConfig>;
