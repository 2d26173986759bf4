import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "topic-name-form",
  tokens: ["aws:sns/topic:Topic"],
  operations: ["create"],
  code: "InvalidParameter",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "name");
    const isFifo = inputs["fifoTopic"] === true;
    const isValid = (isFifo ? /^[A-Za-z0-9_-]{1,251}\.fifo$/ : /^[A-Za-z0-9_-]{1,256}$/).test(name);
    return isValid ? undefined : `Invalid parameter: Topic Name, got "${name}"`;
  },
};
