import type { DocpipelineConfigInput } from "../../../stacks/70-docpipeline/config.ts";

const docPipeline = {
  product: "docs",
  region: "us-west-1",
  owner: "platform",
  costCenter: "docs",
} as const;

/** Of the five systems only doc-pipeline has the layer. */
export const examples: Record<"doc-pipeline-dev" | "doc-pipeline-prod", DocpipelineConfigInput> = {
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    accountId: "111111111111",
    docpipeline: { notifyQueue: "app", comprehendRegion: "us-west-2" },
    obs: { logRetentionDays: 7 },
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    accountId: "222222222222",
    docpipeline: { notifyQueue: "app", comprehendRegion: "us-west-2" },
    obs: { logRetentionDays: 365 },
  },
};
