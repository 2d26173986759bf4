import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "trail-name-form",
  tokens: ["aws:cloudtrail/trail:Trail"],
  operations: ["create"],
  code: "InvalidTrailNameException",
  source: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "name");
    return /^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/.test(name) && !/[._-]{2}/.test(name)
      ? undefined
      : `Trail name ${name} is not valid: 3 to 128 letters, digits, periods, underscores and dashes, starting and ending with a letter or digit.`;
  },
};
