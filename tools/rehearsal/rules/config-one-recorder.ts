import type { Rule } from "./rule.ts";

const token = "aws:cfg/recorder:Recorder";

export const rule: Rule = {
  id: "config-one-recorder",
  tokens: [token],
  operations: ["create"],
  code: "MaxNumberOfConfigurationRecordersExceededException",
  source: "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html",
  refuses: ({ account, region, store, inputs }) =>
    store.list(token, { account, region }).length > 0
      ? `Failed to put configuration recorder '${String(inputs["name"])}' because the maximum number of configuration recorders: 1 is reached.`
      : undefined,
};
