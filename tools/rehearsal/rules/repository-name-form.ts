import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "repository-name-form",
  tokens: ["aws:ecr/repository:Repository"],
  operations: ["create"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "name");
    const isForm = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/.test(name);
    return isForm && name.length >= 2 && name.length <= 256
      ? undefined
      : `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'', got '${name}'`;
  },
};
