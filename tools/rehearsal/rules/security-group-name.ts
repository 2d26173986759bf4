import { securityGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-group-name",
  tokens: [securityGroupToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  refuses({ inputs }) {
    const name = textOf(inputs, "name");
    if (/^sg-/i.test(name))
      return `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`;
    const allowed = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
    if (!allowed.test(name))
      return `Value (${name}) for parameter GroupName is invalid. Character sets beyond ASCII are not supported.`;
    const description = textOf(inputs, "description");
    return allowed.test(description)
      ? undefined
      : `Value (${description}) for parameter GroupDescription is invalid. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`;
  },
};
