import { z } from "zod";
import { defineLayerConfig, region } from "../../shared/config-schema.ts";
import { isServiceAvailable, regionsWith } from "../../shared/regions.ts";

const small = z.strictObject({
  memoryMb: z.int().min(256).max(10_240).default(512),
  timeoutSeconds: z.int().min(10).max(900).default(120),
});

const render = z.strictObject({
  memoryMb: z
    .int()
    .min(1_024, "expected at least 1024 MB, which a page of 25 megapixels needs; raise it")
    .max(10_240)
    .default(1_769)
    .describe("1769 MB is the least that gives a function one whole processor"),
  timeoutSeconds: z.int().min(30).max(900).default(600),
});

const docpipeline = z
  .strictObject({
    notifyQueue: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]{1,80}$/,
        'expected the name of a standard queue of 60-queues such as "app"; its order does not matter here',
      )
      .describe(
        "The queue of 60-queues whose worker updates the database and notifies; the contract's name, not AWS's",
      ),
    comprehendRegion: region
      .optional()
      .describe(
        "Opt-in: the text of every document is sent to Amazon Comprehend in this region. Needed where the stack's region has none",
      ),
    language: z
      .enum(["en", "es"])
      .default("en")
      .describe("Language of the documents; Comprehend finds personal data in these two only"),
    keepTypes: z
      .array(z.string().regex(/^[A-Z_]+$/, 'expected a Comprehend entity type such as "DATE_TIME"'))
      .default([])
      .describe("Kinds of personal data to leave readable; none by default"),
    minimumScore: z
      .number()
      .min(0)
      .max(0.99)
      .default(0.5)
      .describe("Entities that Comprehend is less sure of stay readable; lower masks more"),
    maxPages: z.int().min(1).max(500).default(100),
    maxMegabytes: z
      .int()
      .min(1)
      .max(100)
      .default(50)
      .describe("Larger files are refused; the whole file is held in memory"),
    dotsPerInch: z
      .int()
      .min(150)
      .max(300)
      .default(200)
      .describe("Resolution at which PDF pages are read and rebuilt"),
    maskingRounds: z
      .int()
      .min(1)
      .max(5)
      .default(3)
      .describe(
        "How often to mask again what detection still finds in the result, before the document fails",
      ),
    pollSeconds: z.int().min(1).max(60).default(5).describe("Pause between questions to Textract"),
    lambda: small.prefault({}).describe("The functions that only read and write JSON"),
    renderLambda: render.prefault({}).describe("The functions that render pages"),
  })
  .describe("The document pipeline");

export const docpipelineConfig = defineLayerConfig({
  docpipeline,
  obs: z
    .strictObject({
      logRetentionDays: z
        .literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731])
        .default(30)
        .describe("How long log groups keep entries; CloudWatch accepts these values only"),
    })
    .prefault({})
    .describe("Logs"),
}).superRefine((config, context) => {
  const { comprehendRegion } = config.docpipeline;
  if (!isServiceAvailable("textract", config.region)) {
    context.addIssue({
      code: "custom",
      path: ["region"],
      message: `is a region without Amazon Textract, expected one of ${regionsWith("textract").join(", ")}, got "${config.region}"; Textract reads only buckets of its own region, so move the environment or leave this layer out`,
    });
  }
  if (comprehendRegion === undefined && !isServiceAvailable("comprehend", config.region)) {
    context.addIssue({
      code: "custom",
      path: ["docpipeline", "comprehendRegion"],
      message: `is missing, expected a region to send documents' text to, since "${config.region}" has no Amazon Comprehend; set it to one of ${regionsWith("comprehend").join(", ")} only if personal data may leave "${config.region}"`,
    });
  }
  if (comprehendRegion !== undefined && !isServiceAvailable("comprehend", comprehendRegion)) {
    context.addIssue({
      code: "custom",
      path: ["docpipeline", "comprehendRegion"],
      message: `is a region without Amazon Comprehend, expected one of ${regionsWith("comprehend").join(", ")}, got "${comprehendRegion}"`,
    });
  }
});

export type DocpipelineConfig = z.output<typeof docpipelineConfig>;
export type DocpipelineConfigInput = z.input<typeof docpipelineConfig>;
