import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:xray/group:Group",
    noun: "X-Ray Group",
    id: (make) =>
      make.arn("xray", `group/${stringOf(make.inputs["groupName"])}/${make.letters(26, "group")}`),
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["groupName"],
  },
  {
    token: "aws:xray/samplingRule:SamplingRule",
    noun: "X-Ray Sampling Rule",
    id: (make) => stringOf(make.inputs["ruleName"]),
    outputs: (make) => ({ arn: make.arn("xray", `sampling-rule/${make.id}`) }),
    createOnly: ["ruleName"],
  },
];
