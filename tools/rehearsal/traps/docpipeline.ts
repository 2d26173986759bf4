import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "70-docpipeline 1",
    what: "the rule for uploads, its pattern and the role that starts the state machine",
    rules: [
      "event-pattern-form",
      "event-rule-trigger",
      "event-target-rule",
      "event-target-role",
      "event-rule-has-targets",
    ],
  },
  {
    id: "70-docpipeline 1",
    what: "writing into the bucket that is listened to makes a loop",
    elsewhere: {
      file: "stacks/70-docpipeline/upload-trigger.ts",
      how: "listens to the bucket of originals, where nothing writes",
    },
  },
  {
    id: "70-docpipeline 2",
    what: "states carry 256 KiB, a run 25 000 events",
    elsewhere: {
      file: "stacks/70-docpipeline/state-machine.ts",
      how: "hands on places in S3, never contents",
    },
  },
  {
    id: "70-docpipeline 2",
    what: "a state that leads nowhere",
    rules: ["state-machine-definition"],
  },
  {
    id: "70-docpipeline 2",
    what: "a call of the SDK whose fields are spelled as the API has them",
    rules: ["state-machine-sdk-fields"],
  },
  {
    id: "70-docpipeline 2",
    what: "AWS's own policy for Textract publishes to topics called AmazonTextract… only",
    rules: ["textract-topic-name"],
    elsewhere: { file: "stacks/70-docpipeline/state-machine.ts", how: "asks Textract, and uses no topic" },
  },
  {
    id: "70-docpipeline 3",
    what: "Comprehend takes 100 KB, in English or Spanish, in some regions",
    elsewhere: {
      file: "stacks/70-docpipeline/config.ts",
      how: "checks region and language; text is cut with an overlap",
    },
  },
  {
    id: "70-docpipeline 4",
    what: "a rectangle over text leaves the text",
    elsewhere: {
      file: "stacks/70-docpipeline/functions",
      how: "pages become images and what comes out is searched again",
    },
  },
  {
    id: "70-docpipeline 4",
    what: "functions within Lambda's limits",
    rules: ["function-limits", "function-package", "function-environment", "provisioned-concurrency-version"],
  },
  {
    id: "70-docpipeline 5",
    what: "functions in the VPC need a way out",
    rules: ["function-network"],
    elsewhere: {
      file: "stacks/70-docpipeline/pipeline-functions.ts",
      how: "functions stay outside; a worker writes to the database",
    },
  },
  {
    id: "70-docpipeline 6",
    what: "a state machine that logs needs a role that may, and a group by the right ARN",
    rules: ["state-machine-role", "state-machine-logs"],
  },
];
