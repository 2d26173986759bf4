import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "parameter-name-form",
  tokens: ["aws:ssm/parameter:Parameter"],
  operations: ["create"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "name");
    if (/^\/?(aws|ssm)/i.test(name))
      return `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive), got "${name}".`;
    if (name.split("/").filter(Boolean).length > 1 && !name.startsWith("/"))
      return `Parameter name must be a fully qualified name, got "${name}".`;
    return /^[A-Za-z0-9._/-]{1,1011}$/.test(name) && name.split("/").length <= 16
      ? undefined
      : `Parameter name: only a mix of letters, numbers and the following 3 symbols .-_ are allowed, got "${name}".`;
  },
};
