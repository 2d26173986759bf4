import { z } from "zod";
import { defineLayerConfig } from "../../shared/config-schema.ts";
import { githubSource } from "../../shared/github-subjects.ts";

const pipeline = z.strictObject({
  github: z.array(githubSource).min(1).describe("The GitHub Actions jobs that may assume the role"),
  maxSessionHours: z.int().min(1).max(12).default(1).describe("Longest session"),
});

const state = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected a bucket's name without s3://")
    .optional()
    .describe("Bucket of Pulumi's state; left out where the state is in Pulumi Cloud"),
  prefix: z
    .string()
    .regex(/^([^/]+\/)*$/, 'expected a path with a slash at its end only, such as "team/"')
    .default("")
    .describe("Path in the bucket below which the state lies"),
  kmsKeyArns: z
    .array(z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "expected an ARN of a KMS key"))
    .default([])
    .describe("Keys of the bucket and of the stacks' secrets (awskms://)"),
});

const cicd = z.strictObject({
  state: state.prefault({}).describe("Where a preview finds what is deployed"),
  backend: pipeline
    .optional()
    .describe("A role that pushes images, migrates the database and updates the services"),
  frontend: pipeline
    .extend({
      env: z
        .record(
          z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a variable\'s name such as "VITE_API_ORIGIN"'),
          z.string().min(1).max(4096),
        )
        .default({})
        .describe("What the web app is built with; the browser sees it, so never a secret"),
    })
    .optional()
    .describe("A role that uploads the web app's files, or starts Amplify's job"),
  infraPreview: pipeline
    .optional()
    .describe("A role that looks at infrastructure and state, and reads nobody's data: for pull requests"),
  drift: pipeline
    .optional()
    .describe("As infraPreview, and compares secrets too: for what is on the main branch already"),
  infraUp: pipeline
    .optional()
    .describe("A role that changes this environment's infrastructure, under the account's boundary"),
});

const changing = ["backend", "frontend", "infraUp"] as const;

export const cicdConfig = defineLayerConfig({ cicd: cicd.prefault({}) }).superRefine((config, context) => {
  const fault = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path: ["cicd", ...path], message });
  const strict = config.profile === "stage" || config.profile === "prod";
  const sourcesOf = (role: (typeof changing)[number] | "drift") => [
    ...(config.cicd[role]?.github ?? []).entries(),
  ];

  for (const role of changing) {
    for (const [index, source] of sourcesOf(role)) {
      if (source.pullRequests) {
        fault(
          [role, "github", index, "pullRequests"],
          "lets code that nobody has reviewed change the environment, expected false, got true; " +
            "pull requests belong to cicd.infraPreview",
        );
      }
      if (strict && source.branches.length > 0) {
        fault(
          [role, "github", index, "branches"],
          `lets jobs in that no person approves, expected only environments in ${config.profile}, ` +
            `got ${JSON.stringify(source.branches)}; name a GitHub environment that has reviewers`,
        );
      }
    }
  }
  for (const [index, source] of sourcesOf("drift")) {
    if (source.pullRequests) {
      fault(
        ["drift", "github", index, "pullRequests"],
        "lets code that nobody has reviewed read secrets, expected false, got true; " +
          "pull requests belong to cicd.infraPreview",
      );
    }
  }
  if (config.cicd.frontend !== undefined && config.upstreams["90-cdn"] === undefined) {
    fault(
      ["frontend"],
      "has nowhere to put the web app, expected a stack of 90-cdn in upstreams, got none; " +
        "add upstreams.90-cdn, or remove it",
    );
  }
});

export type CicdConfig = z.output<typeof cicdConfig>;
export type CicdConfigInput = z.input<typeof cicdConfig>;
/** Who may assume a role, and for how long. */
export type Pipeline = z.output<typeof pipeline>;
