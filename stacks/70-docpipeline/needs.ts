import { defineNeeds } from "../../shared/needs.ts";
import { docpipelineConfig } from "./config.ts";

/** Six functions, and a few documents at a time (accounts that are new may run ten functions at once). */
const functionsAtOnce = 20;

export default defineNeeds({
  config: docpipelineConfig,
  of: ({ docpipeline: { comprehendRegion } }) => ({
    services: ["textract", ...(comprehendRegion === undefined ? ["comprehend" as const] : [])],
    quotas: { concurrentFunctions: functionsAtOnce },
  }),
});
