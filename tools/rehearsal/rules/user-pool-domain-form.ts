import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-domain-form",
  tokens: ["aws:cognito/userPoolDomain:UserPoolDomain"],
  operations: ["create"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html",
  refuses({ region, store, token, inputs }) {
    const domain = textOf(inputs, "domain");
    if (!domain.includes(".")) {
      if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)) {
        return `Value '${domain}' at 'domain' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$`;
      }
      const word = /aws|amazon|cognito/.exec(domain)?.[0];
      if (word !== undefined) return `Domain cannot contain reserved word: ${word}`;
    }
    return store.list(token, { region }).some(({ id }) => id === domain)
      ? "Domain already associated with another user pool."
      : undefined;
  },
};
