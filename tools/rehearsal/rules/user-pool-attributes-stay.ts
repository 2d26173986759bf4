import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

function attributesOf(properties: Properties): string[] {
  return [properties["schemas"] ?? []].flat().map((attribute) => JSON.stringify(attribute));
}

export const rule: Rule = {
  id: "user-pool-attributes-stay",
  tokens: ["aws:cognito/userPool:UserPool"],
  operations: ["update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html",
  refuses({ inputs, olds }) {
    const now = attributesOf(inputs);
    const lost = attributesOf(olds).find((attribute) => !now.includes(attribute));
    return lost === undefined ? undefined : "cannot modify or remove schema items";
  },
};
