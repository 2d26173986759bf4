import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "xray-name-length",
  tokens: ["aws:xray/group:Group", "aws:xray/samplingRule:SamplingRule"],
  operations: ["create"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "groupName") || textOf(inputs, "ruleName");
    return name.length >= 1 && name.length <= 32
      ? undefined
      : `1 validation error detected: the name "${name}" must have 1 to 32 characters`;
  },
};
