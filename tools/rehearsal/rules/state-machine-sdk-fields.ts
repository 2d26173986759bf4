import { textOf } from "../account-contents.ts";
import { sdkTasksIn } from "../state-machine-definition.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "state-machine-sdk-fields",
  tokens: ["aws:sfn/stateMachine:StateMachine"],
  operations: ["create", "update"],
  code: "InvalidDefinition",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html",
  // Fields inside a field may be anybody's own words, as in a function's payload.
  refuses({ inputs }) {
    const wrong = sdkTasksIn(textOf(inputs, "definition"))
      .flatMap(({ parameters }) => Object.keys(parameters))
      .find(isMisspelt);
    return wrong === undefined
      ? undefined
      : `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field "${wrong}" is not supported by Step Functions'`;
  },
};

/** Fields are spelled as in the SDK for Java, with abbreviations as words: "KmsKeyId", though the API has "KMSKeyId". */
function isMisspelt(field: string): boolean {
  return !/^[A-Z]/.test(field) || /[A-Z]{3,}[a-z]/.test(field);
}
